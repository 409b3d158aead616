import { regularizerContract } from '@sparsweep/testkit';
import kSparse from './index.ts';

regularizerContract(kSparse, [{ k: 2 }, { k: 100, alpha: 2 }, { fraction: 0.25, alpha: 3 }]);
