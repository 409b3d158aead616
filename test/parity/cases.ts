import {
  type Activation,
  at,
  type BoundRegularizer,
  defineRegularizer,
  type Hyperparameter,
  type Hyperparameters,
  type Layer,
  type Loss,
  type Samples,
  type Structure,
  type TrialData,
  Type,
} from '@sparsweep/core/plugin';
import { regularizerKSparse } from '@sparsweep/regularizer-k-sparse';
import { regularizerL1 } from '@sparsweep/regularizer-l1';
import { regularizerTopK } from '@sparsweep/regularizer-top-k';
import { seededStreams } from '@sparsweep/testkit';

/** A regularizer with the values of its numeric options. */
interface RegularizerCase {
  readonly bound: BoundRegularizer;
  readonly numbers: Readonly<Record<string, Hyperparameter>>;
}

/** A training run on which two engines are to agree. */
export interface ParityCase {
  readonly title: string;
  readonly structure: Structure;
  readonly hyperparameters: Hyperparameters;
  readonly data: TrialData;
  readonly epochs: number;
}

/** Steps that a case trains, about. */
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

const OPTIMIZERS: Readonly<Record<string, Readonly<Record<string, Hyperparameter>>>> = {
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

/** Decays each unit's weights the more the more it was active: every hook, and a state that its projection reads. */
const fatigue = defineRegularizer({
  name: 'fatigue',
  summary: 'Tires units that are often active.',
  options: Type.Object({ rate: Type.Number(), cost: Type.Number() }),
  transform: (activations, { tf, state, stopGradient }) =>
    tf.mul(activations, stopGradient(tf.exp(tf.neg(state.tiredness ?? tf.scalar(0))))),
  penalty: ({ activations }, { tf, options }) => tf.mul(tf.sum(tf.square(tf.mean(activations, 0))), options.cost),
  project: (kernel, { tf, options, state }) =>
    tf.mul(kernel, tf.sub(1, tf.mul(options.rate, state.tiredness ?? tf.scalar(0)))),
  state: ({ tf, layer }) => ({ tiredness: tf.zeros([layer.units]) }),
  update: ({ activations }, { tf, state }) => ({
    tiredness: tf.add(
      tf.mul(state.tiredness ?? tf.scalar(0), 0.9),
      tf.mul(tf.mean(tf.cast(tf.greater(activations, 0), 'float32'), 0), 0.1),
    ),
  }),
});

/** For each hidden layer, what regularizes it. */
const REGULARIZERS: Readonly<Record<string, readonly RegularizerCase[]>> = {
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
};

function l1(fixed: Readonly<Record<string, string>>, strength: Hyperparameter): RegularizerCase {
  return { bound: { plugin: regularizerL1, fixed, numeric: ['strength'] }, numbers: { strength } };
}

/**
 * Networks, regularizers, optimizers, tasks and batch sizes, combined so that every network meets every regularizer,
 * and the others take turns.
 */
export function parityCases(): readonly ParityCase[] {
  const cases: ParityCase[] = [];
  for (const network of NETWORKS) {
    for (const [regularizer, bound] of Object.entries(REGULARIZERS)) {
      const turn = cases.length;
      const [optimizer, numbers] = at(Object.entries(OPTIMIZERS), turn % 4);
      const activation = at(ACTIVATIONS, (turn + Math.floor(turn / 5)) % 5);
      const batch = at(BATCHES, (turn + Math.floor(turn / 7)) % 5);
      const reconstructs = turn % 6 === 5;
      cases.push(
        parityCase(`${regularizer}, ${optimizer}, ${activation}`, network, reconstructs, activation, bound, batch, {
          optimizer,
          numbers,
        }),
      );
    }
  }
  return cases;
}

function parityCase(
  title: string,
  { widths, outputs }: (typeof NETWORKS)[number],
  reconstructs: boolean,
  activation: Activation,
  regularizers: readonly RegularizerCase[],
  { batchSize, rest }: (typeof BATCHES)[number],
  { optimizer, numbers }: { optimizer: string; numbers: Readonly<Record<string, Hyperparameter>> },
): ParityCase {
  const [inputs, ...hidden] = widths;
  const last = reconstructs ? inputs : outputs;
  const rows = 3 * batchSize + rest;
  const batches = rest > 0 ? 4 : 3;
  const layer = (units: number): Layer => ({
    units,
    activation,
    initializer: 'heUniform',
    regularizers: regularizers.map(({ bound }) => bound),
  });
  const output: Layer = { units: last, activation: 'linear', initializer: 'glorotUniform', regularizers: [] };
  return {
    title: `${[...widths, last].join('-')}${reconstructs ? ' reconstructing' : ''}, ${title}, batches of ${batchSize} and ${rest}`,
    structure: {
      task: reconstructs ? 'reconstruction' : 'classification',
      inputs,
      layers: [...hidden.map(layer), output],
      loss: lossOf(last, reconstructs),
      optimizer,
      batchSize,
    },
    hyperparameters: {
      optimizer: numbers,
      regularizers: [...hidden.map(() => regularizers.map((regularizer) => regularizer.numbers)), []],
    },
    data: { train: samples(rows, inputs, outputs, 1), validation: samples(rows + 2, inputs, outputs, 2) },
    epochs: Math.ceil(STEPS / batches),
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
