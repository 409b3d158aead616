import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { checkStore, isSound, openReader, SparsweepError, saveStore } from '@sparsweep/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { damaged, readEverything } from '../support/damage.ts';
import { digestOf } from '../support/digest.ts';
import { soundStore } from '../support/soundStore.ts';
import { sparsweep } from '../support/sparsweep.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

let sound: Buffer;

beforeAll(async () => {
  sound = await soundStore();
});

/** A folder with the store, after these changes to it. */
function folderWith(changes = ''): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'sparsweep.db'), sound);
  if (changes !== '') {
    const database = new DatabaseSync(join(folder, 'sparsweep.db'), { enableForeignKeyConstraints: false });
    database.exec(changes);
    database.close();
  }
  return folder;
}

const doctor = (folder: string, ...args: readonly string[]) =>
  sparsweep(['doctor', '--db', 'sparsweep.db', ...args], { cwd: folder });

describe('doctor --db', () => {
  it('says what is in a sound store, and that it is sound; exit status 0', async () => {
    const folder = folderWith();
    const before = digestOf(join(folder, 'sparsweep.db'));
    const { status, stdout, stderr } = await doctor(folder);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(
      new RegExp(
        `^database {3}sparsweep\\.db, ${sound.length} bytes\nschema {5}\\d{3}-[a-z-]+\nsweeps {5}1\ntrials {5}3\n` +
          'metrics {4}[1-9]\\d*\nartifacts {2}3, of which 3 are undamaged\nthe database is sound\n$',
      ),
    );
    expect(digestOf(join(folder, 'sparsweep.db'))).toBe(before);
  });

  it('says what is wrong, what can be read and how to save it; exit status 1', async () => {
    const folder = folderWith("DELETE FROM trials WHERE id = 2; UPDATE artifacts SET content = x'00' WHERE id = 1");
    const before = digestOf(join(folder, 'sparsweep.db'));
    const { status, stdout, stderr } = await doctor(folder);
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(stdout).toContain('\ntrials     2\n');
    expect(stdout).toContain('\nartifacts  3, of which 2 are undamaged\n');
    expect(stdout).toContain('\ndamage     1 of artifacts belong to trials that are not there\n');
    expect(stdout).toMatch(/\ndamage {5}artifact 1: the SHA-256 of weights is [0-9a-f]{64}, and was [0-9a-f]{64}\n/);
    expect(stdout).toMatch(
      /\nthe database is damaged; .+:\n {2}sparsweep doctor --db 'sparsweep\.db' --save saved\.db\n$/,
    );
    expect(digestOf(join(folder, 'sparsweep.db'))).toBe(before);
  });

  it('saves what it says, into a store that every command reads', async () => {
    const folder = folderWith("DELETE FROM trials WHERE id = 2; UPDATE artifacts SET content = x'00' WHERE id = 1");
    const before = digestOf(join(folder, 'sparsweep.db'));
    const saved = await doctor(folder, '--save', 'saved.db');
    expect(saved).toMatchObject({ status: 0, stderr: '' });
    expect(saved.stdout).toMatch(
      /^sweeps {5}1 saved\ntrials {5}2 saved\nmetrics {4}\d+ saved, \d+ left behind\nartifacts {2}1 saved, 2 left behind\nsaved into saved\.db\n$/,
    );
    expect(digestOf(join(folder, 'sparsweep.db'))).toBe(before);
    const check = await sparsweep(['doctor', '--db', 'saved.db'], { cwd: folder });
    expect(check).toMatchObject({ status: 0, stdout: expect.stringMatching(/\nthe database is sound\n$/) });
    readEverything(join(folder, 'saved.db'));
    const [left, kept] = ['sparsweep.db', 'saved.db'].map((name) => openReader(join(folder, name)));
    const numbers = 'SELECT number, validation_accuracy, train_loss, zero_weights FROM results ORDER BY number';
    expect(kept?.query(numbers)).toEqual(left?.query(numbers));
    for (const reader of [left, kept]) reader?.close();
    const again = await doctor(folder, '--save', 'saved.db');
    expect(again).toMatchObject({ status: 2, stdout: '', stderr: expect.stringMatching(/^there is a file saved\.db/) });
  });

  it('says what of a file with nothing left but its first pages can be read', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'sparsweep.db'), Buffer.from(sound).fill(0xa5, 8192));
    const { status, stdout } = await doctor(folder);
    expect(status).toBe(1);
    expect(stdout).toContain('\ntrials     0 can be read; others may be damaged\n');
    expect(stdout).toContain('the database is damaged, and nothing of it can be read; keep the file');
    expect(await doctor(folder, '--save', 'saved.db')).toMatchObject({
      status: 2,
      stderr: 'cannot use the store sparsweep.db: nothing of it can be read\n',
    });
  });

  it.each([
    [['--db', 'nowhere.db'], /^there is no store nowhere\.db; /],
    [['--db', '.'], /^cannot use the store \.: it is a folder; /],
    [['--db', 'text'], /^cannot use the store text: it is not an SQLite database; /],
    [['--save', 'saved.db'], /^--save needs the database to save from: add --db FILE\n$/],
  ])('answers %j with exit status 2', async (args, message) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'text'), 'no database '.repeat(100));
    const { status, stdout, stderr } = await sparsweep(['doctor', ...args], { cwd: folder });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

describe('a store whose bytes were changed anywhere', () => {
  it('is checked, and saved as a sound one or refused in words; and left as it is', async () => {
    const folder = temporaryFolder();
    const [path, target] = [join(folder, 'sparsweep.db'), join(folder, 'saved.db')];
    const outcomes = new Set<string>();
    for (let seed = 1000; seed < 1060; seed++) {
      for (const file of [path, target]) for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true });
      const bytes = damaged(sound, seed);
      writeFileSync(path, bytes);
      outcomes.add(await outcomeOf(path, target, seed));
      expect(readFileSync(path).equals(bytes), `seed ${seed}`).toBe(true);
    }
    expect(outcomes).toContain('damaged, saved');
    expect(outcomes).toContain('sound, saved');
  });
});

/** What is sound must be readable, and what was saved must be sound. */
async function outcomeOf(path: string, target: string, seed: number): Promise<string> {
  try {
    const isWhole = isSound(await checkStore(path));
    if (isWhole) readEverything(path);
    await saveStore(path, target);
    expect(isSound(await checkStore(target)), `seed ${seed}`).toBe(true);
    return isWhole ? 'sound, saved' : 'damaged, saved';
  } catch (thrown) {
    if (thrown instanceof SparsweepError && thrown.code === 'unusable-store') return 'refused';
    throw new Error(`seed ${seed} met a defect`, { cause: thrown });
  }
}
