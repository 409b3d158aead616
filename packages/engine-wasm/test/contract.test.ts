import { engineContract } from '@sparsweep/testkit';
import engine from '../src/index.ts';

engineContract(engine);
