import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { requirePackage, whyMissing } from '../support/debianPackages.ts';
import { testPlugin } from '../support/plugins.ts';
import { sparsweep, startSparsweep } from '../support/sparsweep.ts';
import { openTestReader } from '../support/stores.ts';
import { numbersOf } from '../support/sweepRecords.ts';
import { nullSweep } from '../support/sweeps.ts';
import { sweepFolder } from '../support/temporaryFolder.ts';

describe('a database', () => {
  it('stores one sweep after another', async () => {
    const folder = sweepFolder(nullSweep());
    for (const name of ['first', 'second']) {
      expect(await sparsweep(['run', 'sweep.yaml', '--set', `name=${name}`], { cwd: folder })).toMatchObject({
        status: 0,
      });
    }
    const reader = openTestReader(folder);
    expect(reader.sweeps().map(({ name, status }) => [name, status])).toEqual([
      ['first', 'finished'],
      ['second', 'finished'],
    ]);
    expect(reader.progress(1).finished).toBe(6);
    expect(numbersOf(reader, 2)).toEqual(numbersOf(reader, 1));
  });

  it('is created by one of two sweeps that start at once, and stores both', async () => {
    const folder = sweepFolder(nullSweep({ replicates: 20 }));
    const names = ['first', 'second'];
    const ends = await Promise.all(
      names.map((name) => sparsweep(['run', 'sweep.yaml', '--set', `name=${name}`], { cwd: folder })),
    );
    for (const end of ends) expect(end).toMatchObject({ status: 0, stderr: '' });
    const reader = openTestReader(folder);
    const ids = names.map((name) => reader.findSweep(name).id);
    for (const id of ids) expect(reader.progress(id).finished).toBe(60);
    const [first, second] = ids.map((id) => numbersOf(reader, id));
    expect(second).toEqual(first);
  });

  it('is read by the sqlite3 program while a sweep runs', async (context) => {
    const sqlite3 = requirePackage('sqlite3');
    if (sqlite3 === undefined) return context.skip(whyMissing('sqlite3'));
    const folder = sweepFolder(nullSweep({ run: { engine: testPlugin('gatedEngine'), workers: 1 } }));
    const gate = join(folder, 'gate');
    const running = startSparsweep(['run', 'sweep.yaml', '--json'], { cwd: folder, env: { GATE: gate } });
    const query = (sql: string): string =>
      execFileSync(sqlite3, ['sparsweep.db', sql], { cwd: folder, encoding: 'utf8' });
    await running.printed(/"event":"epoch"/);
    // What was reported is stored soon after.
    await expect.poll(() => query('SELECT count(*) FROM metrics'), { timeout: 20_000 }).not.toBe('0\n');
    expect(query('SELECT status, count(*) FROM trials GROUP BY status')).toBe('pending|5\nrunning|1\n');
    expect(query("SELECT name, value FROM metrics WHERE split = 'train' ORDER BY name")).toBe(
      'accuracy|0.75\nloss|0.5\n',
    );
    writeFileSync(gate, '');
    expect(await running.ended).toMatchObject({ status: 0 });
    expect(query('SELECT status, count(*) FROM trials GROUP BY status')).toBe('finished|6\n');
    expect(query('PRAGMA integrity_check')).toBe('ok\n');
  });
});
