import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { bareInserts, writeTrials } from './storing.ts';
import { batches, ROWS_OF_TRIAL } from './syntheticTrials.ts';

it('stores the same rows through the writer and by bare inserts', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sparsweep-bench-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  await writeTrials(join(folder, 'ours.db'), 'stored', 60);
  bareInserts(join(folder, 'bare.db'), 60);
  const [ours, bare] = ['ours.db', 'bare.db'].map((name) => {
    const database = new Database(join(folder, name), { readonly: true });
    onTestFinished(() => void database.close());
    return database.prepare('SELECT * FROM metrics ORDER BY 1, 2, 3, 4, 5').all();
  });
  expect(ours).toHaveLength(60 * ROWS_OF_TRIAL);
  expect(ours).toEqual(bare);
});

it('groups the trials, each once', () => {
  const groups = [...batches(60)];
  expect(groups.map(({ length }) => length)).toEqual([25, 25, 10]);
  expect(groups.flat()).toEqual(Array.from({ length: 60 }, (_, number) => number));
});
