import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';
import type { LayerWeights } from '../../plugin/engine.ts';
import { encodeWeights } from '../write/weightsFile.ts';
import { copyTemplateStore } from './templateStore.ts';

/** The stored weights of the first trial of an older store. */
export const OLD_WEIGHTS: readonly LayerWeights[] = [
  { inputs: 2, units: 1, kernel: Float32Array.of(0.5, 0), bias: Float32Array.of(-1) },
];

/** Rows of the first schema: a finished sweep, and one that was running when its process was killed. */
const ROWS = `
  INSERT INTO sweeps (id, name, spec_yaml, spec_hash, status, environment, created_at, finished_at) VALUES
    (1, 'old', 'name: old # é', '${'ab'.repeat(32)}', 'finished', '{"node":"24.0.0"}', '2026-01-01', '2026-01-02'),
    (2, 'killed', 'name: killed', '${'cd'.repeat(32)}', 'running', '{}', '2026-01-03', NULL);
  INSERT INTO trials (id, sweep_id, number, configuration, replicate, parameters, seed, status, attempt, stopped_epoch,
      error, started_at, finished_at) VALUES
    (1, 1, 0, 0, 0, '{"strength":0.01,"use":"l1"}', 4294967295, 'finished', 1, 2, NULL,
      '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:01.500Z'),
    (2, 1, 1, 0, 1, '{"strength":0.01,"use":"l1"}', 7, 'diverged', 2, 1, 'the loss was not finite',
      '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:02.000Z'),
    (3, 2, 0, 0, 0, '{}', 0, 'running', 1, NULL, NULL, '2026-01-03T00:00:00.000Z', NULL);
  INSERT INTO metrics (trial_id, epoch, split, layer, name, value) VALUES
    (1, 1, 'train', NULL, 'loss', 0.75),
    (1, 2, 'train', NULL, 'loss', 0.5),
    (1, NULL, 'train', NULL, 'loss', 0.25),
    (1, NULL, 'validation', NULL, 'accuracy', 0.875),
    (1, NULL, NULL, NULL, 'weights.zeroFraction', 0.5),
    (1, NULL, NULL, 0, 'weights.zeroFraction', 0.625),
    (2, 1, 'train', NULL, 'loss', NULL),
    (3, 1, 'train', NULL, 'loss', 2);
  -- The trigger that keeps the scores fires when the status is set, so it is set after the metrics.
  UPDATE trials SET status = status`;

/** Makes a store as it was left by the version of this program whose newest migration was `newest`. */
export async function makeOlderStore(path: string, newest: string): Promise<void> {
  await copyTemplateStore(path, newest);
  const database = new Database(path);
  try {
    database.exec(ROWS);
    const content = encodeWeights(OLD_WEIGHTS);
    const sha256 = createHash('sha256').update(content).digest('hex');
    database
      .prepare("INSERT INTO artifacts VALUES (1, 1, 'weights', 'application/x-safetensors', ?, ?)")
      .run(sha256, content);
  } finally {
    database.close();
  }
}
