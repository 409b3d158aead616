import type {
  Activation,
  Hyperparameter,
  Hyperparameters,
  Layer,
  Loss,
  Samples,
  Structure,
  TrialData,
} from '@sparsweep/core/plugin';
import { seededStreams } from '@sparsweep/testkit';
import { REGULARIZERS } from './regularizers.ts';

/** A training run on which two engines must agree. */
export interface ParityCase {
  readonly title: string;
  readonly structure: Structure;
  readonly hyperparameters: Hyperparameters;
  readonly data: TrialData;
  readonly epochs: number;
}

/** The parameters of a run. */
export interface CaseDescription {
  /** Widths from the input to the last hidden layer. */
  readonly widths: readonly [number, ...number[]];
  /** Width of the output, unless the task is to reconstruct the input. */
  readonly outputs: number;
  readonly reconstructs?: boolean;
  readonly activation: Activation;
  /** What regularizes the hidden layers: a key of `REGULARIZERS`. */
  readonly regularizer: string;
  /** A key of `OPTIMIZERS`. */
  readonly optimizer: string;
  readonly batchSize: number;
  /** Rows of the last batch, after three whole ones; 0 for none. */
  readonly rest: number;
  /** The approximate number of steps. */
  readonly steps: number;
}

/** Optimizers with their options. */
export const OPTIMIZERS: Readonly<Record<string, Readonly<Record<string, Hyperparameter>>>> = {
  sgd: { learningRate: 0.1 },
  momentum: { learningRate: 0.05, momentum: 0.9 },
  adam: { learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
  adamw: {
    learningRate: { schedule: 'cosine', from: 0.02, to: 0.001 },
    beta1: 0.8,
    beta2: 0.99,
    epsilon: 1e-7,
    weightDecay: 0.1,
  },
};

/** The run of a description, on fixed samples. */
export function parityCase(description: CaseDescription): ParityCase {
  const { widths, reconstructs = false, activation, regularizer, optimizer, batchSize, rest, steps } = description;
  const [inputs, ...hidden] = widths;
  const outputs = reconstructs ? inputs : description.outputs;
  const regularizers = REGULARIZERS[regularizer] ?? [];
  const layer = (units: number): Layer => ({
    units,
    activation,
    initializer: 'heUniform',
    regularizers: regularizers.map(({ bound }) => bound),
  });
  const output: Layer = { units: outputs, activation: 'linear', initializer: 'glorotUniform', regularizers: [] };
  const rows = 3 * batchSize + rest;
  const network = [...widths, outputs].join('-') + (reconstructs ? ' reconstructing' : '');
  return {
    title: `${network}, ${regularizer}, ${optimizer}, ${activation}, batches of ${batchSize} and ${rest}`,
    structure: {
      task: reconstructs ? 'reconstruction' : 'classification',
      inputs,
      layers: [...hidden.map(layer), output],
      loss: lossOf(outputs, reconstructs),
      optimizer,
      batchSize,
    },
    hyperparameters: {
      optimizer: OPTIMIZERS[optimizer] ?? {},
      regularizers: [...hidden.map(() => regularizers.map(({ numbers }) => numbers)), []],
    },
    data: {
      train: samples(rows, inputs, description.outputs, 1),
      validation: samples(rows + 2, inputs, description.outputs, 2),
    },
    epochs: Math.ceil(steps / (rest > 0 ? 4 : 3)),
  };
}

function lossOf(outputs: number, reconstructs: boolean): Loss {
  if (reconstructs) return 'meanSquaredError';
  return outputs === 1 ? 'sigmoidCrossEntropy' : 'softmaxCrossEntropy';
}

function samples(rows: number, inputs: number, outputs: number, seed: number): Samples {
  const random = seededStreams(seed)('samples');
  return {
    rows,
    features: Float32Array.from({ length: rows * inputs }, () => 4 * random.uniform() - 2),
    labels: Int32Array.from({ length: rows }, () => random.integer(Math.max(outputs, 2))),
  };
}
