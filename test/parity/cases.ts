import { type Activation, at } from '@sparsweep/core/plugin';
import { OPTIMIZERS, type ParityCase, parityCase, REGULARIZERS } from './parityCase.ts';

/** The approximate number of steps that a case trains. */
const STEPS = 20;

/** Widths from the input to the last hidden layer, and the width of the output. */
const NETWORKS = [
  { widths: [20, 64], outputs: 1 },
  { widths: [7, 5, 3], outputs: 3 },
  { widths: [1, 1], outputs: 1 },
  { widths: [3, 1, 2], outputs: 4 },
  { widths: [13, 17], outputs: 10 },
  { widths: [9, 33, 8, 31], outputs: 5 },
  { widths: [6], outputs: 1 },
  { widths: [5], outputs: 7 },
] as const;

const ACTIVATIONS: readonly Activation[] = ['relu', 'tanh', 'sigmoid', 'gelu', 'linear'];

const BATCHES = [
  { batchSize: 32, rest: 7 },
  { batchSize: 5, rest: 1 },
  { batchSize: 1, rest: 0 },
  { batchSize: 8, rest: 0 },
  { batchSize: 17, rest: 16 },
] as const;

/** The regularizers that every network is trained with. */
const MATRIX = Object.keys(REGULARIZERS).filter((name) => name !== 'ranking');

/**
 * Networks, regularizers, optimizers, tasks and batch sizes, combined so that every network is trained with every
 * regularizer, and the others alternate.
 */
export function parityCases(): readonly ParityCase[] {
  const cases: ParityCase[] = [];
  for (const network of NETWORKS) {
    for (const regularizer of MATRIX) {
      const turn = cases.length;
      cases.push(
        parityCase({
          ...network,
          ...at(BATCHES, (turn + Math.floor(turn / 7)) % 5),
          regularizer,
          optimizer: at(Object.keys(OPTIMIZERS), turn % 4),
          activation: at(ACTIVATIONS, (turn + Math.floor(turn / 5)) % 5),
          reconstructs: turn % 6 === 5,
          steps: STEPS,
        }),
      );
    }
  }
  return cases;
}

/** Networks with a regularizer that sorts, gathers and sums. */
export function rankingCases(): readonly ParityCase[] {
  return NETWORKS.slice(0, 5).map((network, index) =>
    parityCase({
      ...network,
      ...at(BATCHES, index),
      regularizer: 'ranking',
      optimizer: at(Object.keys(OPTIMIZERS), (index + 2) % 4),
      activation: at(ACTIVATIONS, index),
      steps: STEPS,
    }),
  );
}

/** Networks with every combination of widths that are and are not multiples of the vector width, and very large ones. */
export function sizeCases(): readonly ParityCase[] {
  const small = Array.from({ length: 9 }, (_, index) => {
    const size = index + 1;
    const description = {
      widths: [size, size, size],
      outputs: size,
      regularizer: at(['fatigue, then l1', 'k-sparse', 'top-k'], index % 3),
      activation: at(ACTIVATIONS, index % 4),
      optimizer: at(Object.keys(OPTIMIZERS), (index + 2) % 4),
      batchSize: size,
      rest: 1,
      steps: STEPS,
    } as const;
    return parityCase(description);
  });
  const large = ['l1 on weights, proximal', 'k-sparse', 'top-k', 'fatigue'].map((regularizer, index) =>
    parityCase({
      widths: [3, WIDE],
      outputs: at([1, 3], index % 2),
      regularizer,
      activation: 'relu',
      optimizer: at(['adam', 'sgd', 'momentum', 'adamw'], index),
      batchSize: 4,
      rest: 1,
      steps: 4,
    }),
  );
  return [...small, ...large];
}

/** Units of the widest layers. */
const WIDE = 10_000;
