import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openReader } from '@sparsweep/core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sparsweep } from '../support/sparsweep.ts';
import { nullSweep } from '../support/sweeps.ts';
import { sweepFolder } from '../support/temporaryFolder.ts';
import { compareTrials, type Differences } from './compareTrials.ts';

/** What is found in the copy of a store of a sweep of six trials, after these changes to the copy. */
async function differencesAfter(changes: string): Promise<Differences> {
  const folder = sweepFolder(nullSweep());
  expect(await sparsweep(['run', 'sweep.yaml'], { cwd: folder })).toMatchObject({ status: 0 });
  const [original, copy] = [join(folder, 'sparsweep.db'), join(folder, 'copy.db')];
  copyFileSync(original, copy);
  const database = new DatabaseSync(copy, { enableForeignKeyConstraints: false });
  database.exec(changes);
  database.close();
  const [found, expected] = [openReader(copy), openReader(original)];
  onTestFinished(() => {
    found.close();
    expected.close();
  });
  return compareTrials(found, expected);
}

describe('compareTrials', () => {
  it.each([
    ['no times or attempts', "UPDATE trials SET attempt = 9, started_at = '2026-01-01T00:00:00.000Z'", [0, 0, 0]],
    ['a trial that is gone', 'DELETE FROM trials WHERE number = 3', [1, 0, 0]],
    [
      'trials that have not ended',
      "UPDATE trials SET status = 'pending', finished_at = NULL WHERE number < 2",
      [2, 0, 0],
    ],
    ['another value', 'UPDATE metrics SET value = 7 WHERE rowid = (SELECT min(rowid) FROM metrics)', [0, 0, 1]],
    ['weights that are gone', 'DELETE FROM artifacts WHERE id = 1', [0, 0, 1]],
    ['the trial of another sweep', 'UPDATE trials SET sweep_id = 2 WHERE number = 5', [1, 1, 0]],
    ['a trial of too high a number', 'UPDATE trials SET number = 6 WHERE number = 5', [1, 1, 0]],
  ])('finds %s', async (_what, changes, [lost, duplicated, different]) => {
    expect(await differencesAfter(changes)).toEqual({ lost, duplicated, different });
  });
});
