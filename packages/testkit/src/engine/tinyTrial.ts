import type {
  BoundRegularizer,
  Engine,
  Hyperparameter,
  Measurement,
  Session,
  Split,
  Structure,
  TrialData,
  TrialStart,
} from '@sparsweep/core/plugin';
import { blobs } from '../blobs.ts';
import { seededStreams } from '../seededStreams.ts';

/** 20 and 12 samples of two classes: with batches of 8 an epoch has three steps, the last one smaller. */
export const TINY_DATA: TrialData = { train: blobs(20, 2), validation: blobs(12, 2, 1) };

/** A network with 2 inputs and one hidden layer of 6 units, trained by plain gradient descent. */
export function tinyStructure(outputs: number, regularizers: readonly BoundRegularizer[] = []): Structure {
  return {
    task: 'classification',
    inputs: 2,
    layers: [
      { units: 6, activation: 'relu', initializer: 'heUniform', regularizers },
      { units: outputs, activation: 'linear', initializer: 'glorotUniform', regularizers: [] },
    ],
    loss: outputs === 1 ? 'sigmoidCrossEntropy' : 'softmaxCrossEntropy',
    optimizer: 'sgd',
    batchSize: 8,
  };
}

/** A trial of such a network. */
export interface TinyTrial extends Partial<Pick<TrialStart, 'epochs' | 'shuffle' | 'initialWeights'>> {
  readonly learningRate: Hyperparameter;
  /** The optimizer's other options. */
  readonly optimizer?: Readonly<Record<string, Hyperparameter>>;
  /** The numeric options of the hidden layer's regularizers. */
  readonly regularizers?: readonly Readonly<Record<string, Hyperparameter>>[];
  readonly seed?: number;
}

/** The `TrialStart` of a tiny trial. */
export function trialStart({ learningRate, optimizer, regularizers = [], seed = 0, ...trial }: TinyTrial): TrialStart {
  return {
    epochs: 10,
    shuffle: true,
    hyperparameters: { optimizer: { learningRate, ...optimizer }, regularizers: [regularizers, []] },
    random: seededStreams(seed),
    ...trial,
  };
}

/** Compiles a structure and starts a trial. */
export async function start(
  engine: Engine,
  structure: Structure,
  trial: TinyTrial,
  data: TrialData = TINY_DATA,
): Promise<Session> {
  return (await engine.compile(structure)).start(trialStart(trial), data);
}

/** Trains a number of epochs and returns the measurements of the last one. */
export function train(session: Session, epochs: number): readonly Measurement[] {
  let measured: readonly Measurement[] = [];
  for (let epoch = 0; epoch < epochs; epoch++) measured = session.trainEpoch();
  return measured;
}

/** The measurements of one split and one layer (null: the whole model) by name. */
export function measured(
  measurements: readonly Measurement[],
  split: Split | null,
  layer: number | null = null,
): Readonly<Record<string, number>> {
  const chosen = measurements.filter((measurement) => measurement.split === split && measurement.layer === layer);
  return Object.fromEntries(chosen.map(({ name, value }) => [name, value]));
}
