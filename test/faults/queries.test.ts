import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openStore } from '@sparsweep/core';
import { describe, expect, it } from 'vitest';
import { callCommand } from '../support/callCommand.ts';
import { childProcesses, isRunning } from '../support/processes.ts';
import { sparsweep, startSparsweep } from '../support/sparsweep.ts';
import { digestOf, openTestReader } from '../support/stores.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

/** An endless sequence of numbers. */
const ENDLESS = 'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c)';

/** A folder with a store of one sweep. */
async function storeFolder(): Promise<string> {
  const folder = temporaryFolder();
  (await openStore(join(folder, 'sparsweep.db'))).close();
  const database = new DatabaseSync(join(folder, 'sparsweep.db'));
  database.exec(`
    INSERT INTO sweeps (id, name, spec_yaml, spec_hash, status, environment, created_at)
      VALUES (1, 'one', 'name: one', '${'ab'.repeat(32)}', 'finished', '{}', '2026-01-01T00:00:00.000Z');
    INSERT INTO trials (sweep_id, number, configuration, replicate, parameters, seed, status)
      VALUES (1, 0, 0, 0, '{"k":3}', 7, 'finished')`);
  database.close();
  return folder;
}

/** The parts of a store's folder that no query may change. */
function stateOf(folder: string): unknown {
  return {
    digest: digestOf(join(folder, 'sparsweep.db')),
    files: readdirSync(folder).filter((name) => !/-(wal|shm)$/.test(name)),
  };
}

/** What a command prints on standard error that must be refused in time. */
async function refusedWithin(
  seconds: number,
  args: readonly string[],
  folder: string,
  start = sparsweep,
): Promise<string> {
  const begin = performance.now();
  const { status, stdout, stderr } = await start(args, { cwd: folder });
  expect(performance.now() - begin).toBeLessThan(seconds * 1000);
  expect(stdout).toBe('');
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(status).toBe(2);
  return stderr;
}

describe('a harmful query', () => {
  it('is refused however it is disguised, and changes nothing', async () => {
    const folder = await storeFolder();
    const before = stateOf(folder);
    const queries = [
      '/* only */ -- reads\nINSERT INTO sweeps DEFAULT VALUES',
      'WITH all_of_them AS (SELECT 1) DELETE FROM sweeps RETURNING id',
      'EXPLAIN DELETE FROM sweeps',
      'explain query plan UPDATE sweeps SET name = 1',
      "ATTACH 'stray.db' AS stray",
      "VACUUM INTO 'stray.db'",
      'PRAGMA user_version = 7',
      'SELECT 1; DELETE FROM sweeps',
      "SELECT load_extension('stray')",
      "SELECT writefile('stray.txt', 'x')",
      "SELECT readfile('/etc/hostname')",
      "SELECT edit('x')",
      'SELECT * FROM pragma_user_version(7)',
      "SELECT * FROM pragma_journal_mode('delete')",
      'SELECT * FROM pragma_wal_checkpoint',
      'SELECT * FROM pragma_writable_schema(1)',
      'SELECT 1\0; DELETE FROM sweeps',
      '\0DELETE FROM sweeps',
      'DELETE FROM sweeps -- \0',
    ];
    const reader = openTestReader(folder);
    for (const sql of queries) {
      expect(() => reader.query(sql), sql).toThrow(/^the query cannot be answered: ./);
    }
    for (const where of ["1) UNION SELECT writefile('stray.txt', 'x') WHERE (1", '1); DELETE FROM trials; --']) {
      expect(() => reader.results(1, { where }), where).toThrow(/^the condition .+ cannot be used: ./s);
      expect(() => reader.results(1, { orderBy: where }), where).toThrow(/^the order .+ cannot be used: ./s);
    }
    const disguised = [
      "SELECT load_extension('stray')",
      "ATTACH 'stray.db' AS stray",
      "VACUUM INTO 'stray.db'",
      'PRAGMA journal_mode = DELETE',
      'SELECT * FROM pragma_user_version(7)',
      'SELECT 1; DELETE FROM sweeps',
    ];
    for (const sql of disguised) {
      const stderr = await refusedWithin(60, ['query', sql], folder, callCommand);
      expect(stderr).toMatch(/^the query cannot be answered: .+\n$/);
    }
    const asked = ['query', '/* only */ -- reads\nWITH one AS (SELECT 1) DELETE FROM sweeps RETURNING id'];
    expect(await refusedWithin(60, asked, folder)).toMatch(/^the query cannot be answered: .+\n$/);
    const condition = ['results', 'one', '--where', "1); ATTACH 'stray.db' AS stray; --"];
    expect(await refusedWithin(60, condition, folder)).toMatch(/^the condition .+ cannot be used: /);
    expect(stateOf(folder)).toEqual(before);
    const database = new DatabaseSync(join(folder, 'sparsweep.db'));
    expect(database.prepare('SELECT user_version FROM pragma_user_version').get()).toEqual({ user_version: 0 });
    expect(database.prepare('SELECT (SELECT count(*) FROM sweeps) + (SELECT count(*) FROM trials) AS n').get()).toEqual(
      { n: 2 },
    );
    database.close();
  });
});

describe('an endless or very large query', () => {
  it('is stopped at its time limit, as is a condition', async () => {
    const folder = await storeFolder();
    const counting = ['query', `${ENDLESS} SELECT count(*) FROM c`, '--timeout', '1.5'];
    expect(await refusedWithin(30, counting, folder)).toMatch(
      /^the query cannot be answered: it took longer than 1\.5 s; ask for less .* --timeout SECONDS\n$/,
    );
    const condition = ['results', 'one', '--where', `number < (${ENDLESS} SELECT count(*) FROM c)`, '--timeout', '1.5'];
    expect(await refusedWithin(30, condition, folder)).toMatch(/it took longer than 1\.5 s/);
  });

  it('is refused where the answer has too many rows or bytes', async () => {
    const folder = await storeFolder();
    expect(await refusedWithin(60, ['query', `${ENDLESS} SELECT x FROM c`], folder)).toMatch(
      /^the answer has more than 1,000,000 rows; ask for less with LIMIT/,
    );
    const wide = `${ENDLESS} SELECT printf('%.*c', 10000000, 'x') FROM c`;
    expect(await refusedWithin(60, ['query', wide], folder)).toMatch(/^the answer takes more than 256 MiB; /);
  });

  it('is stopped when it uses too much memory', async () => {
    const folder = await storeFolder();
    const large = 'SELECT zeroblob(500000000) AS x UNION ALL SELECT x FROM c';
    expect(
      await refusedWithin(
        60,
        ['query', `WITH RECURSIVE c(x) AS (${large}) SELECT count(*) FROM (SELECT x, row_number() OVER () FROM c)`],
        folder,
      ),
    ).toMatch(
      /^the query cannot be answered: it used \d+ MiB of memory, more than a query may use, 1536 MiB; ask for less/,
    );
  });

  it('is refused where a value or the query itself is too large', async () => {
    const reader = openTestReader(await storeFolder());
    expect(() => reader.query('SELECT zeroblob(2000000000)')).toThrow('string or blob too big');
    expect(() => reader.query("SELECT printf('%.*c', 1000000000, 'x')")).toThrow('string or blob too big');
    expect(() => reader.query(`SELECT ${'('.repeat(5000)}1${')'.repeat(5000)}`)).toThrow('Recursion limit');
    expect(() => reader.query(`SELECT 1${' + 1'.repeat(5000)}`)).toThrow('Expression tree is too large');
    expect(() => reader.query('SELECT randomblob(2000000000)')).toThrow('string or blob too big');
    expect(() => reader.query("SELECT printf('%2000000000d', 1)")).toThrow('string or blob too big');
    const comments = '/**/'.repeat(2_000_000);
    expect(() => reader.query(`${comments} DELETE FROM sweeps`)).toThrow(/^the query cannot be answered: /);
  });

  it('is not printed as a table too large to read', async () => {
    const folder = await storeFolder();
    const tall = `${ENDLESS} SELECT x FROM c LIMIT 200001`;
    expect(await refusedWithin(60, ['query', tall], folder)).toMatch(
      /^the answer is too large for a table: 200,001 cells, of at most 200,000; .* --format csv\n$/,
    );
    const wide = `SELECT printf('%.*c', 30000000, 'x')`;
    expect(await refusedWithin(60, ['query', wide], folder)).toMatch(/too large for a table: 30,000,000 characters/);
    const csv = await sparsweep(['query', tall, '--format', 'csv'], { cwd: folder });
    expect(csv.stdout.split('\n').slice(-3)).toEqual(['200000', '200001', '']);
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)('ends when its command receives %s', async (signal) => {
    const folder = await storeFolder();
    const running = startSparsweep(['query', `${ENDLESS} SELECT count(*) FROM c`], { cwd: folder });
    await expect.poll(() => childProcesses(running.pid), { timeout: 30_000 }).toHaveLength(1);
    const [child = 0] = childProcesses(running.pid);
    await expect.poll(() => existsSync(join(folder, 'sparsweep.db-shm')), { timeout: 30_000 }).toBe(true);
    running.kill(signal);
    expect(await running.ended).toMatchObject({ signal });
    await expect.poll(() => isRunning(child), { timeout: 10_000 }).toBe(false);
  });

  it.each(['0', 'soon', '1e9'])('does not accept the time limit %j', async (timeout) => {
    const { status, stderr } = await callCommand(['query', 'SELECT 1', '--timeout', timeout], {
      cwd: temporaryFolder(),
    });
    expect(stderr).toContain('Write a number of seconds above 0, up to 86400.');
    expect(status).toBe(2);
  });
});
