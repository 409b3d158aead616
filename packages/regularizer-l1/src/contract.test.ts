import { regularizerContract } from '@sparsweep/testkit';
import l1 from './index.ts';

regularizerContract(l1, [
  {},
  { strength: 0 },
  { target: 'weights' },
  { target: 'weights', method: 'subgradient', strength: 0.5 },
]);
