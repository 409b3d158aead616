import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openStore } from '../open/openStore.ts';
import { damagePages, leafPages } from '../testing/damagePage.ts';
import { makeOlderStore } from '../testing/olderStore.ts';
import { NEWEST_MIGRATION } from '../testing/templateStore.ts';
import { newSweep, planned, temporaryFolder, temporaryStore } from '../testing/temporaryStore.ts';
import { checkStore, isSound } from './checkStore.ts';

/** A closed store with two sweeps, three trials, nine metrics and one artifact. */
async function smallStore(): Promise<string> {
  const path = join(temporaryFolder(), 'sparsweep.db');
  await makeOlderStore(path, NEWEST_MIGRATION);
  change(path, "INSERT INTO metrics VALUES (3, 2, 'train', NULL, 'loss', 1)");
  return path;
}

/** A store like `smallStore`, with a trial whose metrics fill many pages. */
async function largeStore(): Promise<string> {
  const path = await smallStore();
  change(
    path,
    `WITH RECURSIVE numbers(n) AS (SELECT 3 UNION ALL SELECT n + 1 FROM numbers WHERE n < 5000)
     INSERT INTO metrics SELECT 3, n, 'train', NULL, 'loss', n FROM numbers`,
  );
  return path;
}

function change(path: string, sql: string): void {
  const database = new Database(path);
  database.pragma('foreign_keys = OFF');
  database.exec(sql);
  database.close();
}

async function rowsOf(path: string): Promise<Readonly<Record<string, number>>> {
  const { tables } = await checkStore(path);
  return Object.fromEntries(tables.map(({ table, rows }) => [table, rows]));
}

describe('checkStore', () => {
  it('finds no flaws in a sound store, and does not change it', async () => {
    const path = await smallStore();
    const before = readFileSync(path);
    const check = await checkStore(path);
    expect(check).toEqual({
      bytes: before.length,
      schema: { newest: NEWEST_MIGRATION, missing: [] },
      wal: undefined,
      tables: [
        { table: 'sweeps', rows: 2, flaw: undefined },
        { table: 'trials', rows: 3, flaw: undefined },
        { table: 'metrics', rows: 9, flaw: undefined },
        { table: 'artifacts', rows: 1, flaw: undefined },
      ],
      running: 1,
      artifacts: { sound: 1, flaws: [] },
      flaws: [],
    });
    expect(isSound(check)).toBe(true);
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('counts the frames and rows in the log of a store that is open for writing', async () => {
    const { path, store } = await temporaryStore();
    store.createSweep(newSweep('runs')).addTrials([planned(0), planned(1)]);
    const check = await checkStore(path);
    expect(check.wal?.frames).toBeGreaterThan(0);
    expect(isSound(check)).toBe(true);
    expect(await rowsOf(path)).toEqual({ sweeps: 1, trials: 2, metrics: 0, artifacts: 0 });
  });

  it('lists the missing migrations of an older store', async () => {
    const path = join(temporaryFolder(), 'sparsweep.db');
    await makeOlderStore(path, '002-stop-reason');
    const check = await checkStore(path);
    expect(check.schema.missing.slice(0, 2)).toEqual(['003-resume', '004-scores']);
    expect(isSound(check)).toBe(true);
  });

  it.each([
    ['the first', 0],
    ['one in the middle', 20],
    ['the last', -1],
  ])('counts the rows around a damaged page: %s', async (_, index) => {
    const path = await largeStore();
    const pages = leafPages(path, 'metrics');
    expect(pages.length).toBeGreaterThan(30);
    expect(await rowsOf(path)).toMatchObject({ metrics: 5007 });
    const lost = pages.at(index);
    damagePages(path, [lost?.page ?? 0]);
    const check = await checkStore(path);
    expect(check.tables[2]).toEqual({
      table: 'metrics',
      rows: 5007 - (lost?.rows ?? 0),
      flaw: 'database disk image is malformed',
    });
    expect(check.tables[1]).toEqual({ table: 'trials', rows: 3, flaw: undefined });
    expect(check.flaws.join()).toContain(`page ${lost?.page}`);
    expect(check.flaws).toContain('metrics: database disk image is malformed');
  });

  it('reads a truncated store as far as it goes', async () => {
    const path = await largeStore();
    const lost = leafPages(path, 'metrics').slice(20);
    // The pages were written one after another, so truncating at this one loses all the following pages, too.
    truncateSync(path, ((lost[0]?.page ?? 0) - 1) * 4096);
    const check = await checkStore(path);
    expect(isSound(check)).toBe(false);
    expect(check.tables.map(({ rows }) => rows)).toEqual([2, 3, 5007 - sum(lost.map(({ rows }) => rows)), 1]);
  });

  it('finds orphaned rows, and weights that have changed', async () => {
    const path = await smallStore();
    change(path, "DELETE FROM trials WHERE id = 2; UPDATE artifacts SET content = x'00'");
    const { flaws, artifacts, tables } = await checkStore(path);
    expect(tables.map(({ rows }) => rows)).toEqual([2, 2, 9, 1]);
    expect(flaws).toEqual(['1 of metrics belong to trials that are not there']);
    // SHA-256 of one zero byte (https://www.rfc-editor.org/rfc/rfc6234).
    const hash = '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d';
    expect(artifacts).toEqual({
      sound: 0,
      flaws: [{ id: 1, flaw: expect.stringContaining(`the SHA-256 of weights is ${hash}, and was `) }],
    });
  });

  it('finds invalid JSON', async () => {
    const path = await smallStore();
    change(
      path,
      "PRAGMA ignore_check_constraints = ON; UPDATE sweeps SET environment = '{'; UPDATE trials SET parameters = '' WHERE id = 2",
    );
    expect((await checkStore(path)).flaws).toEqual([
      'sweep 1: its environment is not JSON',
      'sweep 2: its environment is not JSON',
      'trial with the id 2: its parameters are not JSON',
    ]);
  });

  it('finds changes of the schema, also in older stores, and ignores additions', async () => {
    const [path, older] = [await smallStore(), join(temporaryFolder(), 'older.db')];
    await makeOlderStore(older, '001-initial');
    change(older, 'CREATE INDEX mine ON trials (seed); CREATE VIEW best AS SELECT 1');
    expect(isSound(await checkStore(older))).toBe(true);
    change(path, 'DROP VIEW layers; DROP VIEW configurations; CREATE VIEW configurations AS SELECT 1');
    change(older, 'DROP INDEX metrics_key');
    expect((await checkStore(older)).flaws).toEqual(['the index metrics_key is not as it was made']);
    expect((await checkStore(path)).flaws).toEqual([
      'the view configurations is not as it was made',
      'the view layers is not as it was made',
    ]);
  });

  it('reads the tables of a store that lost the list of its migrations', async () => {
    const path = await smallStore();
    change(path, 'DROP TABLE kysely_migration');
    const check = await checkStore(path);
    expect(check.flaws).toEqual(['it does not say which schema it has']);
    expect(check.tables.map(({ rows }) => rows)).toEqual([2, 3, 9, 1]);
  });

  it.each([
    ['nothing', () => undefined, /^there is no store /],
    ['an empty file', (path: string) => writeFileSync(path, ''), /it is empty; no sweep has been run into it yet/],
    ['text', (path: string) => writeFileSync(path, 'text '.repeat(1000)), /it is not an SQLite database/],
    ['a foreign database', (path: string) => change(path, 'CREATE TABLE songs (title)'), /of another program/],
  ])('refuses %s', async (_, make, message) => {
    const path = join(temporaryFolder(), 'sparsweep.db');
    make(path);
    await expect(checkStore(path)).rejects.toThrow(message);
  });

  it('refuses a store of a newer version', async () => {
    const { path, store } = await temporaryStore();
    store.close();
    change(path, "INSERT INTO kysely_migration VALUES ('999-later', '')");
    await expect(checkStore(path)).rejects.toThrow(/a newer sparsweep has written it/);
    await expect(openStore(path)).rejects.toThrow(/a newer sparsweep has written it/);
  });
});

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
