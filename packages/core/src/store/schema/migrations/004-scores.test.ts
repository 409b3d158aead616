import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Measurement } from '../../../plugin/measurement.ts';
import { openReader } from '../../open/openReader.ts';
import { stamped } from '../../testing/stamped.ts';
import { newSweep, planned, temporaryFolder, temporaryStore } from '../../testing/temporaryStore.ts';
import type { TrialEnded, TrialRecord } from '../../write/records.ts';
import { migrate } from '../migrate.ts';
import { MIGRATIONS } from './migrations.ts';

const ofFinalWeights = (accuracy: number, zeros: number): Measurement[] => [
  { name: 'accuracy', split: 'validation', layer: null, value: accuracy },
  { name: 'activations.zeroFraction', split: 'train', layer: null, value: zeros },
];
const paused = (trial: number, accuracy: number): TrialRecord => ({
  type: 'paused',
  trial,
  epoch: 2,
  measurements: ofFinalWeights(accuracy, 0.5),
  weights: [],
  checkpoint: new Uint8Array(1),
});
const ended = (trial: number, accuracy: number): TrialEnded => ({
  type: 'ended',
  trial,
  status: 'finished',
  epochs: 4,
  measurements: ofFinalWeights(accuracy, 0.25),
});

/** A sweep of one trial, and its accuracy in the view `results` and in the table `trials` after each record. */
async function oneTrial() {
  const { store, reader } = await temporaryStore();
  const writer = store.createSweep(newSweep('digits'));
  writer.addTrials([planned(0)]);
  const accuracies = () => {
    const stored = reader.query('SELECT validation_accuracy FROM trials').rows[0]?.[0];
    return [reader.results(writer.id)[0]?.validationAccuracy, stored];
  };
  const after = (...records: TrialRecord[]) => {
    writer.write(stamped(records, new Date(0)));
    return accuracies();
  };
  return { writer, accuracies, after };
}

describe('the scores of a trial', () => {
  it('are those of the weights at its pause or end', async () => {
    const { after } = await oneTrial();
    expect(after({ type: 'started', trial: 0, attempt: 1 })).toEqual([null, null]);
    expect(after(paused(0, 0.5))).toEqual([0.5, 0.5]);
    expect(after({ type: 'resumed', trial: 0, epoch: 2, attempt: 1 })).toEqual([null, null]);
    expect(after(ended(0, 0.75))).toEqual([0.75, 0.75]);
    expect(after(ended(0, 0.875))).toEqual([0.875, 0.875]);
  });

  it('are kept when a paused trial is stopped', async () => {
    const { writer, accuracies, after } = await oneTrial();
    after({ type: 'started', trial: 0, attempt: 1 }, paused(0, 0.5));
    writer.stop([0], 'worse than half of the others', new Date(0));
    expect(accuracies()).toEqual([0.5, 0.5]);
  });

  it('are deleted when a trial restarts, also after a pause', async () => {
    const { after } = await oneTrial();
    after({ type: 'started', trial: 0, attempt: 1 }, ended(0, 0.75));
    expect(after({ type: 'started', trial: 0, attempt: 2 })).toEqual([null, null]);
    after(paused(0, 0.5));
    expect(after({ type: 'started', trial: 0, attempt: 3 })).toEqual([null, null]);
  });

  it('are kept when a trial is requeued at its checkpoint, and deleted without a checkpoint', async () => {
    const { writer, accuracies, after } = await oneTrial();
    after({ type: 'started', trial: 0, attempt: 1 }, paused(0, 0.5));
    writer.requeue([0]);
    expect(accuracies()).toEqual([0.5, 0.5]);
    after(ended(0, 0.75));
    writer.requeue([0]);
    expect(accuracies()).toEqual([null, null]);
  });

  it('are deleted when a failed trial is retried', async () => {
    const { writer, accuracies, after } = await oneTrial();
    after({ type: 'started', trial: 0, attempt: 1 }, { ...ended(0, 0.75), status: 'failed', error: 'no memory' });
    expect(accuracies()).toEqual([0.75, 0.75]);
    expect(writer.retryFailed()).toBe(1);
    expect(accuracies()).toEqual([null, null]);
  });

  it('are computed for the trials of an older store', async () => {
    const path = join(temporaryFolder(), 'sparsweep.db');
    const database = new Database(path);
    onTestFinished(() => void database.close());
    const older = Object.entries(MIGRATIONS).filter(([name]) => name < '004');
    await migrate(database, Object.fromEntries(older));
    database.exec(`
      INSERT INTO sweeps VALUES (1, 'digits', '', '', 'finished', '{}', '', NULL);
      INSERT INTO trials (id, sweep_id, number, configuration, replicate, parameters, seed, status)
        VALUES (5, 1, 0, 0, 0, '{}', 0, 'finished'), (6, 1, 1, 1, 0, '{}', 0, 'finished'), (7, 1, 2, 2, 0, '{}', 0, 'pending');
      INSERT INTO metrics (trial_id, epoch, split, layer, name, value) VALUES
        (5, NULL, 'train', NULL, 'loss', 1), (5, NULL, 'train', NULL, 'accuracy', 2),
        (5, NULL, 'validation', NULL, 'loss', 3), (5, NULL, 'validation', NULL, 'accuracy', 4),
        (5, NULL, 'test', NULL, 'loss', 5), (5, NULL, 'test', NULL, 'accuracy', 6),
        (5, NULL, NULL, NULL, 'weights.zeroFraction', 7), (5, NULL, NULL, 0, 'weights.zeroFraction', 97),
        (5, NULL, 'train', NULL, 'activations.zeroFraction', 98), (5, NULL, 'test', NULL, 'activations.zeroFraction', 99),
        (5, NULL, 'validation', NULL, 'activations.zeroFraction', 8), (5, 1, 'train', NULL, 'loss', 96),
        (6, NULL, 'train', NULL, 'activations.zeroFraction', 9);
    `);
    const view = `SELECT train_loss, train_accuracy, validation_loss, validation_accuracy, test_loss, test_accuracy,
      zero_weights, zero_activations FROM results ORDER BY number`;
    const before = database.prepare(view).raw().all();
    await migrate(database, MIGRATIONS);
    const reader = openReader(path);
    onTestFinished(() => reader.close());
    expect(reader.query(view).rows).toEqual(before);
    expect(before).toEqual([[1, 2, 3, 4, 5, 6, 7, 8], [...Array(7).fill(null), 9], Array(8).fill(null)]);
  });
});
