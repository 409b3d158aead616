import { execFile } from 'node:child_process';
import { chmodSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { stamped } from '../testing/stamped.ts';
import { newSweep, planned, temporaryFolder, temporaryStore } from '../testing/temporaryStore.ts';
import { openReader } from './openReader.ts';
import { openStore } from './openStore.ts';

describe('openStore', () => {
  it('creates a file in WAL mode, marked as a store', async () => {
    const path = join(temporaryFolder(), 'sparsweep.db');
    (await openStore(path)).close();
    const database = new Database(path, { readonly: true });
    expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(
      Buffer.from(Number(database.pragma('application_id', { simple: true })).toString(16), 'hex').toString(),
    ).toBe('SPRS');
    expect(database.prepare('SELECT name FROM kysely_migration').all()).toEqual([
      { name: '001-initial' },
      { name: '002-stop-reason' },
      { name: '003-resume' },
      { name: '004-scores' },
    ]);
    database.close();
  });

  it('opens an existing store with its sweeps', async () => {
    const { path, store } = await temporaryStore();
    store.createSweep(newSweep('first'));
    const again = await openStore(path);
    expect(again.createSweep(newSweep('second')).id).toBe(2);
    again.close();
  });

  it('deletes the rows of a sweep together with the sweep', async () => {
    const { path, store } = await temporaryStore();
    const writer = store.createSweep(newSweep('gone'));
    writer.addTrials([planned(0)]);
    const measurements = [{ name: 'loss', split: 'train' as const, layer: null, value: 1 }];
    writer.write(
      stamped([{ type: 'ended', trial: 0, status: 'finished', epochs: 1, measurements, weights: [] }], new Date(0)),
    );
    const database = new Database(path);
    database.exec('DELETE FROM sweeps');
    const counts = database.prepare(
      'SELECT (SELECT count(*) FROM trials) + (SELECT count(*) FROM metrics) + (SELECT count(*) FROM artifacts) AS n',
    );
    expect(counts.get()).toEqual({ n: 0 });
    database.close();
  });

  it('rejects values that the schema does not allow', async () => {
    const { path, store } = await temporaryStore();
    store.createSweep(newSweep('checked')).addTrials([planned(0)]);
    const database = new Database(path);
    const failing = [
      "UPDATE sweeps SET status = 'pending'",
      "UPDATE trials SET status = 'done'",
      "UPDATE trials SET parameters = 'k: 3'",
      'UPDATE trials SET seed = 4294967296',
      "INSERT INTO metrics VALUES (1, 1, 'dev', NULL, 'loss', 1)",
      "INSERT INTO metrics VALUES (1, 0, 'train', NULL, 'loss', 1)",
      "INSERT INTO metrics VALUES (2, 1, 'train', NULL, 'loss', 1)",
    ];
    for (const statement of failing) expect(() => database.exec(statement), statement).toThrow(/constraint failed/);
    database.close();
  });

  it('lets several processes create the same file at the same time', async () => {
    const path = join(temporaryFolder(), 'sparsweep.db');
    const program = join(import.meta.dirname, '../testing', 'writeTrials.ts');
    const run = promisify(execFile);
    await Promise.all(['a', 'b', 'c'].map((name) => run(process.execPath, [program, path, name, '0'])));
    const reader = openReader(path);
    expect(
      reader
        .sweeps()
        .map((sweep) => `${sweep.name} ${sweep.status}`)
        .sort(),
    ).toEqual(['a finished', 'b finished', 'c finished']);
    reader.close();
  });
});

describe.each([
  ['openStore', openStore],
  ['openReader', async (path: string) => openReader(path)],
])('%s refuses', (_, open) => {
  const refusal = (path: string) =>
    open(path).then(
      () => 'opened',
      (error: unknown) => error,
    );

  it('a folder', async () => {
    expect(await refusal(temporaryFolder())).toMatchObject({
      code: 'unusable-store',
      message: expect.stringContaining('it is a folder'),
    });
  });

  it('a file that is not a database', async () => {
    const path = join(temporaryFolder(), 'notes.txt');
    writeFileSync(path, 'Not a database, and too long for an empty one.'.repeat(20));
    expect(await refusal(path)).toMatchObject({
      code: 'unusable-store',
      message: `cannot use the store ${path}: it is not an SQLite database; name another file with --db FILE (file is not a database)`,
    });
  });

  it('the database of another program, without changing it', async () => {
    const path = join(temporaryFolder(), 'other.db');
    const other = new Database(path);
    other.exec('CREATE TABLE songs (title)');
    expect(await refusal(path)).toMatchObject({
      code: 'unusable-store',
      message: `cannot use the store ${path}: it is the database of another program; name another file with --db FILE`,
    });
    expect(other.prepare('SELECT name FROM sqlite_schema').all()).toEqual([{ name: 'songs' }]);
    expect(other.pragma('journal_mode', { simple: true })).toBe('delete');
    other.close();
  });

  it('a schema newer than this program', async () => {
    const { path } = await temporaryStore();
    const database = new Database(path);
    database.exec("INSERT INTO kysely_migration VALUES ('999-later', '2099-01-01T00:00:00.000Z')");
    database.close();
    expect(await refusal(path)).toMatchObject({
      code: 'unusable-store',
      message: expect.stringMatching(/a newer sparsweep has written it \(with 999-later\); update sparsweep/),
    });
  });

  it('a file without permission', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'sparsweep.db');
    (await openStore(path)).close();
    chmodSync(path, 0o000);
    chmodSync(folder, 0o500);
    onTestFinished(() => chmodSync(folder, 0o700));
    expect(await asAnotherUser(() => refusal(path))).toMatchObject({
      code: 'unusable-store',
      message: expect.stringContaining('check that you may read and write the file and its folder'),
    });
  });
});

describe('openStore refuses', () => {
  it('a path in a missing folder', async () => {
    const path = join(temporaryFolder(), 'results', 'sparsweep.db');
    await expect(openStore(path)).rejects.toMatchObject({
      code: 'unusable-store',
      message: expect.stringMatching(/there is no folder .*results; create it/),
    });
  });

  it.each([
    ['a store', false],
    ['a store that another user has open,', true],
  ])('%s without permission to write', async (_, isOpen) => {
    const folder = temporaryFolder();
    const path = join(folder, 'sparsweep.db');
    const other = await openStore(path);
    onTestFinished(() => other.close());
    if (!isOpen) other.close();
    for (const file of readdirSync(folder)) chmodSync(join(folder, file), 0o444);
    chmodSync(folder, 0o555);
    onTestFinished(() => chmodSync(folder, 0o700));
    await expect(asAnotherUser(() => openStore(path))).rejects.toMatchObject({
      code: 'unusable-store',
      message: expect.stringContaining('it or its folder is not writable'),
    });
  });
});

describe('openReader refuses', () => {
  it('a missing file, and says what to do', () => {
    const path = join(temporaryFolder(), 'sparsweep.db');
    expect(() => openReader(path)).toThrow(
      expect.objectContaining({
        code: 'not-found',
        message: `there is no store ${path}; run a sweep first (sparsweep run SWEEP.yaml), or name another file with --db FILE`,
      }),
    );
  });

  it('an empty file', () => {
    const path = join(temporaryFolder(), 'sparsweep.db');
    writeFileSync(path, '');
    expect(() => openReader(path)).toThrow(/it is empty; run a sweep into it first/);
  });
});

/** Runs `work` as another user if the tests run as root, because file permissions do not apply to root. */
async function asAnotherUser<Result>(work: () => Promise<Result>): Promise<Result> {
  const { geteuid, seteuid } = process;
  if (geteuid?.() !== 0 || seteuid === undefined) return work();
  seteuid(65534);
  try {
    return await work();
  } finally {
    seteuid(0);
  }
}
