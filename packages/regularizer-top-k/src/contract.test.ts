import { regularizerContract } from '@sparsweep/testkit';
import topK from './index.ts';

regularizerContract(topK, [{ density: 0.1 }, { density: 1 }]);
