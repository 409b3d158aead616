import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openReader } from '@sparsweep/core';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { storeAfter } from '../support/stores.ts';
import { nullSweep } from '../support/sweeps.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { compareTrials, type Differences } from './compareTrials.ts';

/** A store with a finished sweep of six trials. */
let stored: Buffer;

beforeAll(async () => {
  stored = await storeAfter(nullSweep());
});

/** The differences that changes to a copy of the store make. */
function differencesAfter(changes: string): Differences {
  const folder = temporaryFolder();
  const [original, copy] = [join(folder, 'sparsweep.db'), join(folder, 'copy.db')];
  for (const path of [original, copy]) writeFileSync(path, stored);
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
    [
      'nothing where only times and attempts differ',
      "UPDATE trials SET attempt = 9, started_at = '2026-01-01T00:00:00.000Z'",
      [0, 0, 0],
    ],
    ['a missing trial', 'DELETE FROM trials WHERE number = 3', [1, 0, 0]],
    ['unfinished trials', "UPDATE trials SET status = 'pending', finished_at = NULL WHERE number < 2", [2, 0, 0]],
    ['a changed value', 'UPDATE metrics SET value = 7 WHERE rowid = (SELECT min(rowid) FROM metrics)', [0, 0, 1]],
    ['missing weights', 'DELETE FROM artifacts WHERE id = 1', [0, 0, 1]],
    ['a trial of another sweep', 'UPDATE trials SET sweep_id = 2 WHERE number = 5', [1, 1, 0]],
    ['a trial whose number is too high', 'UPDATE trials SET number = 6 WHERE number = 5', [1, 1, 0]],
  ])('finds %s', (_what, changes, [lost, duplicated, different]) => {
    expect(differencesAfter(changes)).toEqual({ lost, duplicated, different });
  });
});
