import type { PlannedTrial, TrialRecord } from '@sparsweep/core';

type Measurement = Extract<TrialRecord, { type: 'epoch' }>['measurements'][number];

const EPOCHS = 3;
const SCORES = ['loss', 'accuracy'] as const;
const LAYERS = [0, 1] as const;

/** Trials per transaction: a sweep collects records for 50 ms, and a trial has an overhead of 2 ms. */
const TRIALS_OF_TRANSACTION = 25;

/** Number of `metrics` rows of one trial. */
export const ROWS_OF_TRIAL = EPOCHS * SCORES.length * 2 + SCORES.length * 3 + 4 + LAYERS.length * 3;

/** The plan of a trial with two random parameters. */
export function plannedTrial(number: number): PlannedTrial {
  const parameters = { strength: drawn(number, 1), learningRate: drawn(number, 2) };
  return { number, configurationIndex: number, replicate: 0, parameters, seed: number };
}

/** The numbers 0 .. `trials` - 1, grouped by transaction. */
export function* batches(trials: number): Generator<readonly number[]> {
  for (let first = 0; first < trials; first += TRIALS_OF_TRANSACTION) {
    const size = Math.min(TRIALS_OF_TRANSACTION, trials - first);
    yield Array.from({ length: size }, (_, index) => first + index);
  }
}

/** The records of a trial with three epochs and a network of two layers. */
export function recordsOf(trial: number): readonly TrialRecord[] {
  const epochs = Array.from({ length: EPOCHS }, (_, index) => index + 1);
  return [
    { type: 'started', trial, attempt: 1 },
    ...epochs.map((epoch): TrialRecord => ({ type: 'epoch', trial, epoch, measurements: ofEpoch(trial, epoch) })),
    { type: 'ended', trial, status: 'finished', epochs: EPOCHS, measurements: ofFinalWeights(trial) },
  ];
}

/** Losses and accuracies on train and validation. */
function ofEpoch(trial: number, epoch: number): readonly Measurement[] {
  return (['train', 'validation'] as const).flatMap((split) =>
    SCORES.map((name, index) => ({ name, split, layer: null, value: drawn(trial, 10 * epoch + index) })),
  );
}

/** Losses and accuracies on all splits, and sparsity metrics of the model and its layers. */
function ofFinalWeights(trial: number): readonly Measurement[] {
  const scores = (['train', 'validation', 'test'] as const).flatMap((split, place) =>
    SCORES.map((name, index) => ({ name, split, layer: null, value: drawn(trial, 100 + 10 * place + index) })),
  );
  const weights = ['weights.zeroFraction', 'weights.hoyer', 'weights.gini'].flatMap((name, index) =>
    LAYERS.map((layer) => ({ name, split: null, layer, value: drawn(trial, 200 + 10 * index + layer) })),
  );
  const onValidation = [null, 0] as const;
  const activations = onValidation.map((layer, index) => ({
    name: 'activations.zeroFraction',
    split: 'validation' as const,
    layer,
    value: drawn(trial, 300 + index),
  }));
  return [
    ...scores,
    { name: 'weights.zeroFraction', split: null, layer: null, value: drawn(trial, 400) },
    ...weights,
    ...activations,
    { name: 'activations.l0', split: 'validation', layer: 0, value: drawn(trial, 401) },
  ];
}

/** A pseudorandom number from 0 to 1, the same in every run: a hash of both arguments. */
function drawn(trial: number, of: number): number {
  let hash = Math.imul(trial + 1, 0x9e3779b1) ^ Math.imul(of + 1, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
