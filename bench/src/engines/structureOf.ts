import type { BoundRegularizer, Hyperparameters, Structure } from '@sparsweep/core/plugin';
import { regularizerKSparse } from '@sparsweep/regularizer-k-sparse';
import { regularizerL1 } from '@sparsweep/regularizer-l1';
import type { Network } from './networks.ts';

/** What shapes the step of a network besides its batches. */
export type NetworkShape = Pick<Network, 'widths' | 'strength' | 'batch'> & {
  /** How many units of each hidden layer k-sparse leaves active; there is no k-sparse where absent. */
  readonly kept?: number;
};

/** A regularizer of every hidden layer, and the values of its numeric options. */
interface HiddenRegularizer {
  readonly bound: BoundRegularizer;
  readonly numbers: Readonly<Record<string, number>>;
}

/** The structure of a network as engines know it, trained with Adam. */
export function structureOf(shape: NetworkShape): Structure {
  const [inputs = 0, ...units] = shape.widths;
  const regularizers = hiddenRegularizers(shape).map(({ bound }) => bound);
  return {
    task: 'classification',
    inputs,
    layers: units.map((count, layer) => ({
      units: count,
      activation: isHidden(layer, shape) ? 'relu' : 'linear',
      initializer: 'glorotUniform',
      regularizers: isHidden(layer, shape) ? regularizers : [],
    })),
    loss: units.at(-1) === 1 ? 'sigmoidCrossEntropy' : 'softmaxCrossEntropy',
    optimizer: 'adam',
    batchSize: shape.batch,
  };
}

/** The numbers of that structure; those of Adam are Keras's defaults, which everything measured here is given. */
export function hyperparametersOf(shape: NetworkShape): Hyperparameters {
  const numbers = hiddenRegularizers(shape).map((regularizer) => regularizer.numbers);
  return {
    optimizer: { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
    regularizers: shape.widths.slice(1).map((_, layer) => (isHidden(layer, shape) ? numbers : [])),
  };
}

function hiddenRegularizers({ strength, kept }: NetworkShape): readonly HiddenRegularizer[] {
  const penalty: HiddenRegularizer = {
    bound: { plugin: regularizerL1, fixed: { target: 'activations', method: 'proximal' }, numeric: ['strength'] },
    numbers: { strength },
  };
  const code: HiddenRegularizer = {
    bound: { plugin: regularizerKSparse, fixed: { scope: 'sample' }, numeric: ['k', 'alpha'] },
    numbers: { k: kept ?? 0, alpha: 1 },
  };
  return [...(strength > 0 ? [penalty] : []), ...(kept === undefined ? [] : [code])];
}

function isHidden(layer: number, { widths }: NetworkShape): boolean {
  return layer < widths.length - 2;
}
