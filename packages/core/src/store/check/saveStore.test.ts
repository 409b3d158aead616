import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openReader } from '../open/openReader.ts';
import { openStore } from '../open/openStore.ts';
import type { StoreReader } from '../read/storeReader.ts';
import { MIGRATIONS } from '../schema/migrations/migrations.ts';
import { damagePages, leafPages } from '../testing/damagePage.ts';
import { makeOlderStore, OLD_WEIGHTS } from '../testing/olderStore.ts';
import { NEWEST_MIGRATION } from '../testing/templateStore.ts';
import { newSweep, temporaryFolder } from '../testing/temporaryStore.ts';
import { checkStore, isSound } from './checkStore.ts';
import { saveStore } from './saveStore.ts';

/** A store of two sweeps, three trials, eight metrics and one artifact, and where to save it. */
async function storeToSave(newest = NEWEST_MIGRATION, changes = '') {
  const folder = temporaryFolder();
  const [path, target] = [join(folder, 'sparsweep.db'), join(folder, 'saved.db')];
  await makeOlderStore(path, newest);
  const database = new Database(path);
  database.pragma('foreign_keys = OFF');
  database.pragma('ignore_check_constraints = ON');
  database.exec(changes);
  database.close();
  return { folder, path, target };
}

function reading(path: string): StoreReader {
  const reader = openReader(path);
  onTestFinished(() => reader.close());
  return reader;
}

describe('saveStore', () => {
  it.each(Object.keys(MIGRATIONS))('copies a sound store with the schema %s, and migrates the copy', async (newest) => {
    const { path, target } = await storeToSave(newest);
    const before = readFileSync(path);
    expect(await saveStore(path, target)).toEqual([
      { table: 'sweeps', saved: 2, left: 0 },
      { table: 'trials', saved: 3, left: 0 },
      { table: 'metrics', saved: 8, left: 0 },
      { table: 'artifacts', saved: 1, left: 0 },
    ]);
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(isSound(await checkStore(target))).toBe(true);
    // The copy is the same as the store itself after its migration.
    (await openStore(path)).close();
    const [saved, whole] = [reading(target), reading(path)];
    for (const table of ['sweeps', 'trials', 'results', 'configurations', 'layers', 'metrics', 'artifacts']) {
      expect(saved.query(`SELECT * FROM ${table}`), table).toEqual(whole.query(`SELECT * FROM ${table}`));
    }
    expect(saved.weights(1)).toEqual(OLD_WEIGHTS);
  });

  it('saves the rows around a damaged page', async () => {
    const { path, target } = await storeToSave(
      NEWEST_MIGRATION,
      `WITH RECURSIVE numbers(n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM numbers WHERE n < 5000)
       INSERT INTO metrics SELECT 3, n, 'train', NULL, 'loss', n FROM numbers`,
    );
    const lost = leafPages(path, 'metrics')[20];
    damagePages(path, [lost?.page ?? 0]);
    expect(() => readAll(path)).toThrow();
    const [, trials, metrics] = await saveStore(path, target);
    expect(trials).toEqual({ table: 'trials', saved: 3, left: 0 });
    expect(metrics).toEqual({ table: 'metrics', saved: 5007 - (lost?.rows ?? 0), left: 0 });
    expect(isSound(await checkStore(target))).toBe(true);
    const { rows } = reading(target).query('SELECT min(epoch), max(epoch), count(*) FROM metrics WHERE trial_id = 3');
    expect(rows).toEqual([[1, 5000, 5000 - (lost?.rows ?? 0)]]);
  });

  it('leaves out rows that have changed or violate a constraint, and rows that refer to them', async () => {
    const { path, target } = await storeToSave(
      NEWEST_MIGRATION,
      "UPDATE artifacts SET content = x'00'; UPDATE sweeps SET environment = '{\\0'; UPDATE trials SET seed = -1 WHERE id = 2; DELETE FROM sweeps WHERE id = 2",
    );
    expect(await saveStore(path, target)).toEqual([
      { table: 'sweeps', saved: 1, left: 0 },
      { table: 'trials', saved: 1, left: 2 },
      { table: 'metrics', saved: 6, left: 2 },
      { table: 'artifacts', saved: 0, left: 1 },
    ]);
    expect(isSound(await checkStore(target))).toBe(true);
    expect(reading(target).results(1)).toMatchObject([{ number: 0, trainLoss: 0.25 }]);
    expect(reading(target).findSweep('old').environment).toEqual({});
  });

  it('creates a store that takes new sweeps, even if the list of migrations was lost', async () => {
    const { path, target } = await storeToSave(NEWEST_MIGRATION, 'DROP TABLE kysely_migration');
    await saveStore(path, target);
    const store = await openStore(target);
    expect(store.createSweep(newSweep('next')).id).toBe(3);
    store.close();
  });

  it('overwrites nothing', async () => {
    const { path, target } = await storeToSave();
    writeFileSync(target, 'mine');
    await expect(saveStore(path, target)).rejects.toMatchObject({
      code: 'invalid-option',
      message: `there is a file ${target} already; name a new one to save into`,
    });
    await expect(saveStore(path, path)).rejects.toMatchObject({ code: 'invalid-option' });
    expect(readFileSync(target, 'utf8')).toBe('mine');
  });

  it('creates no file if nothing can be read', async () => {
    const { path, target, folder } = await storeToSave(
      NEWEST_MIGRATION,
      'DELETE FROM artifacts; DELETE FROM metrics; DELETE FROM trials; DELETE FROM sweeps',
    );
    await expect(saveStore(path, target)).rejects.toThrow(`cannot use the store ${path}: nothing of it can be read`);
    expect(readdirSync(folder).filter((name) => name.startsWith('saved'))).toEqual([]);
  });

  it('reports a path where no file can be created', async () => {
    const { path, folder } = await storeToSave();
    const target = join(folder, 'nowhere', 'saved.db');
    await expect(saveStore(path, target)).rejects.toMatchObject({ code: 'unusable-store' });
    expect(existsSync(target)).toBe(false);
  });
});

function readAll(path: string): void {
  const database = new Database(path, { readonly: true });
  try {
    database.prepare('SELECT * FROM metrics NOT INDEXED').all();
  } finally {
    database.close();
  }
}
