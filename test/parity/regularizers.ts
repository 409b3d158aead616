import type { BoundRegularizer, Hyperparameter } from '@sparsweep/core/plugin';
import { regularizerKSparse } from '@sparsweep/regularizer-k-sparse';
import { regularizerL1 } from '@sparsweep/regularizer-l1';
import { regularizerTopK } from '@sparsweep/regularizer-top-k';
import fatigue from '../support/plugins/fatigue.ts';
import ranking from '../support/plugins/ranking.ts';

/** A regularizer with the values of its numeric options. */
interface RegularizerCase {
  readonly bound: BoundRegularizer;
  readonly numbers: Readonly<Record<string, Hyperparameter>>;
}

/** For each hidden layer, what regularizes it. */
export const REGULARIZERS: Readonly<Record<string, readonly RegularizerCase[]>> = {
  none: [],
  'l1 on activations': [l1({ target: 'activations', method: 'proximal' }, 0.01)],
  'l1 on weights, proximal': [l1({ target: 'weights', method: 'proximal' }, { schedule: 'linear', from: 0, to: 0.5 })],
  'l1 on weights, subgradient': [l1({ target: 'weights', method: 'subgradient' }, 0.01)],
  'k-sparse': [
    {
      bound: { plugin: regularizerKSparse, fixed: { scope: 'sample' }, numeric: ['k', 'alpha'] },
      numbers: { k: 3, alpha: 2 },
    },
  ],
  'k-sparse by fraction': [
    {
      bound: { plugin: regularizerKSparse, fixed: { scope: 'sample' }, numeric: ['fraction', 'alpha'] },
      numbers: { fraction: { schedule: 'linear', from: 1, to: 0.3 }, alpha: 1 },
    },
  ],
  'top-k': [
    {
      bound: { plugin: regularizerTopK, fixed: { scope: 'layer' }, numeric: ['density'] },
      numbers: { density: { schedule: 'cubic', from: 1, to: 0.3 } },
    },
  ],
  fatigue: [{ bound: { plugin: fatigue, fixed: {}, numeric: ['rate', 'cost'] }, numbers: { rate: 0.05, cost: 0.1 } }],
  'fatigue, then l1': [
    { bound: { plugin: fatigue, fixed: {}, numeric: ['rate', 'cost'] }, numbers: { rate: 0.01, cost: 0.02 } },
    l1({ target: 'activations', method: 'proximal' }, 0.02),
  ],
  ranking: [{ bound: { plugin: ranking, fixed: {}, numeric: ['cost', 'share'] }, numbers: { cost: 0.2, share: 0.1 } }],
};

function l1(fixed: Readonly<Record<string, string>>, strength: Hyperparameter): RegularizerCase {
  return { bound: { plugin: regularizerL1, fixed, numeric: ['strength'] }, numbers: { strength } };
}
