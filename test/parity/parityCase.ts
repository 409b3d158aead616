import type {
  Activation,
  BoundRegularizer,
  Hyperparameter,
  Hyperparameters,
  Layer,
  Loss,
  Samples,
  Structure,
  TrialData,
} from '@sparsweep/core/plugin';
import { regularizerKSparse } from '@sparsweep/regularizer-k-sparse';
import { regularizerL1 } from '@sparsweep/regularizer-l1';
import { regularizerTopK } from '@sparsweep/regularizer-top-k';
import { seededStreams } from '@sparsweep/testkit';
import fatigue from '../support/plugins/fatigue.ts';
import ranking from '../support/plugins/ranking.ts';

/** A training run on which two engines must agree. */
export interface ParityCase {
  readonly title: string;
  readonly structure: Structure;
  readonly hyperparameters: Hyperparameters;
  readonly data: TrialData;
  readonly epochs: number;
}

/** The parameters of a run. */
interface CaseDescription {
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
