import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openReader } from '../open/openReader.ts';
import { openStore } from '../open/openStore.ts';
import type { StoreReader } from '../read/storeReader.ts';
import { makeOlderStore, OLD_WEIGHTS } from '../testing/olderStore.ts';
import { NEWEST_MIGRATION } from '../testing/templateStore.ts';
import { newSweep, planned, temporaryFolder } from '../testing/temporaryStore.ts';
import { migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations/migrations.ts';

const OLDER = Object.keys(MIGRATIONS).slice(0, -1);

async function olderStore(newest: string): Promise<string> {
  const path = join(temporaryFolder(), 'sparsweep.db');
  await makeOlderStore(path, newest);
  return path;
}

function reading(path: string): StoreReader {
  const reader = openReader(path);
  onTestFinished(() => reader.close());
  return reader;
}

it('covers the older schemas', () => {
  expect(OLDER.slice(0, 3)).toEqual(['001-initial', '002-stop-reason', '003-resume']);
});

describe.each(OLDER)('a store with the schema %s', (newest) => {
  it('is refused by openReader with its missing migrations, and not changed', async () => {
    const path = await olderStore(newest);
    const before = readFileSync(path);
    const missing = Object.keys(MIGRATIONS).slice(OLDER.indexOf(newest) + 1);
    expect(() => openReader(path)).toThrow(
      expect.objectContaining({
        code: 'unusable-store',
        message:
          `cannot use the store ${path}: an older sparsweep has written it (without ${missing.join(', ')}); the next ` +
          '`sparsweep run` with this file brings it up to date',
      }),
    );
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('is migrated by openStore, with all its rows', async () => {
    const path = await olderStore(newest);
    const store = await openStore(path);
    onTestFinished(() => store.close());
    const reader = reading(path);
    expect(reader.sweeps()).toMatchObject([
      { id: 1, name: 'old', specYaml: 'name: old # é', specHash: 'ab'.repeat(32), status: 'finished' },
      { id: 2, name: 'killed', status: 'running', finishedAt: null },
    ]);
    expect(reader.findSweep('old')).toMatchObject({ environment: { node: '24.0.0' }, createdAt: '2026-01-01' });
    const parameters = { strength: 0.01, use: 'l1' };
    expect(reader.trials(1)).toMatchObject([
      { number: 0, configurationIndex: 0, replicate: 0, parameters, seed: 4294967295, status: 'finished', attempt: 1 },
      { number: 1, configurationIndex: 0, replicate: 1, parameters, seed: 7, status: 'diverged', attempt: 2 },
    ]);
    expect(reader.results(1)).toMatchObject([
      { epochs: 2, seconds: 1.5, trainLoss: 0.25, validationAccuracy: 0.875, zeroWeights: 0.5, error: null },
      { epochs: 1, seconds: 2, trainLoss: null, validationAccuracy: null, error: 'the loss was not finite' },
    ]);
    expect(reader.results(1, { where: 'strength < 0.1', orderBy: 'train_loss' }).map(({ number }) => number)).toEqual([
      1, 0,
    ]);
    expect(reader.configurations(1)).toMatchObject([
      {
        configurationIndex: 0,
        parameters,
        trainLoss: { mean: 0.25, sd: null, n: 1 },
        zeroWeights: { mean: 0.5, n: 1 },
      },
    ]);
    expect(reader.layers(1)).toMatchObject([{ trialId: 1, layer: 0, metrics: { 'weights.zeroFraction': 0.625 } }]);
    expect(reader.history(1)).toEqual([
      { trialId: 1, epoch: 1, split: 'train', name: 'loss', value: 0.75 },
      { trialId: 1, epoch: 2, split: 'train', name: 'loss', value: 0.5 },
      { trialId: 2, epoch: 1, split: 'train', name: 'loss', value: null },
    ]);
    expect(reader.weights(1)).toEqual(OLD_WEIGHTS);
    expect(reader.weights(2)).toBeUndefined();
  });

  it('is sound after the migration, takes new sweeps, and is not migrated again', async () => {
    const path = await olderStore(newest);
    for (const name of ['next', 'last']) {
      const store = await openStore(path);
      store.createSweep(newSweep(name)).addTrials([planned(0)]);
      store.close();
    }
    const reader = reading(path);
    expect(reader.sweeps().map(({ name }) => name)).toEqual(['old', 'killed', 'next', 'last']);
    expect(reader.query('SELECT name FROM kysely_migration ORDER BY name').rows.flat()).toEqual([
      ...OLDER,
      NEWEST_MIGRATION,
    ]);
    expect(reader.query('SELECT * FROM pragma_integrity_check').rows).toEqual([['ok']]);
    expect(reader.query('SELECT * FROM pragma_foreign_key_check').rows).toEqual([]);
  });

  it('has the schema of a new store after the migration', async () => {
    const [older, made] = [await olderStore(newest), join(temporaryFolder(), 'sparsweep.db')];
    for (const path of [older, made]) (await openStore(path)).close();
    const schema = 'SELECT type, name, sql FROM sqlite_schema ORDER BY type, name';
    expect(reading(older).query(schema)).toEqual(reading(made).query(schema));
  });

  it('is unchanged if a migration fails', async () => {
    const path = await olderStore(newest);
    const database = new Database(path);
    onTestFinished(() => void database.close());
    const contentOf = () =>
      ['sqlite_schema', 'kysely_migration', 'sweeps', 'trials', 'metrics', 'artifacts'].map((table) =>
        database.prepare(`SELECT * FROM ${table}`).raw().all(),
      );
    const before = contentOf();
    const failing = { up: () => Promise.reject(new Error('no luck')) };
    await expect(migrate(database, { ...MIGRATIONS, '999-failing': failing })).rejects.toThrow('no luck');
    expect(contentOf()).toEqual(before);
  });
});

describe('a trial that was running when its process was killed', () => {
  it.each(['001-initial', '002-stop-reason'])(
    'is reset to pending by the migration of a store with the schema %s',
    async (newest) => {
      const path = await olderStore(newest);
      (await openStore(path)).close();
      const reader = reading(path);
      expect(reader.trials(2)).toMatchObject([{ number: 0, status: 'pending', attempt: 0, startedAt: null }]);
      expect(reader.history(2)).toEqual([]);
    },
  );

  it('stays running in a store with the schema 003-resume, which can resume it', async () => {
    const path = await olderStore('003-resume');
    (await openStore(path)).close();
    const reader = reading(path);
    expect(reader.trials(2)).toMatchObject([{ number: 0, status: 'running', attempt: 1 }]);
    expect(reader.history(2)).toEqual([{ trialId: 3, epoch: 1, split: 'train', name: 'loss', value: 2 }]);
  });
});
