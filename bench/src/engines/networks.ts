import type { BoundRegularizer, Hyperparameters, Structure } from '@sparsweep/core/plugin';
import { regularizerKSparse } from '@sparsweep/regularizer-k-sparse';
import { regularizerL1 } from '@sparsweep/regularizer-l1';

/** A dense network with relu hidden layers, and how its training is timed. */
export interface Network {
  readonly name: string;
  /** Widths of inputs, hidden layers and outputs. One output is a logit for two classes; otherwise one per class. */
  readonly widths: readonly number[];
  /** Strength of the L1 penalty on the hidden activations; 0 for none. */
  readonly strength: number;
  /** Rows of a batch. */
  readonly batch: number;
  /** Batches of an epoch. */
  readonly batches: number;
  /** Training restarts after this many epochs, so that a converged network is never timed. */
  readonly epochs: number;
}

/** The networks that are timed, the article's first. */
export const NETWORKS: readonly Network[] = [
  { name: '20-64-1', widths: [20, 64, 1], strength: 0.01, batch: 32, batches: 32, epochs: 30 },
  { name: '64-128-64-10', widths: [64, 128, 64, 10], strength: 0, batch: 32, batches: 64, epochs: 15 },
  { name: '784-300-100-10', widths: [784, 300, 100, 10], strength: 0, batch: 100, batches: 20, epochs: 5 },
];

/** The properties of a network that determine its structure. */
export type NetworkShape = Pick<Network, 'widths' | 'strength' | 'batch'> & {
  /** Number of active units that k-sparse keeps per hidden layer; without it there is no k-sparse. */
  readonly kept?: number;
};

/** A regularizer of every hidden layer, and the values of its numeric options. */
interface HiddenRegularizer {
  readonly bound: BoundRegularizer;
  readonly numbers: Readonly<Record<string, number>>;
}

/** The structure of a network for an engine, trained with Adam. */
export function structureOfNetwork(shape: NetworkShape): Structure {
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

/** The hyperparameters of that structure. Adam uses the defaults of Keras, as in every program measured here. */
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
  const sparsity: HiddenRegularizer = {
    bound: { plugin: regularizerKSparse, fixed: { scope: 'sample' }, numeric: ['k', 'alpha'] },
    numbers: { k: kept ?? 0, alpha: 1 },
  };
  return [...(strength > 0 ? [penalty] : []), ...(kept === undefined ? [] : [sparsity])];
}

function isHidden(layer: number, { widths }: NetworkShape): boolean {
  return layer < widths.length - 2;
}
