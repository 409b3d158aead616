import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openReader, openStore, SparsweepError } from '@sparsweep/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { callCommand } from '../support/callCommand.ts';
import { damaged, readEverything } from '../support/damage.ts';
import { sparsweep } from '../support/sparsweep.ts';
import { digestOf, soundStore } from '../support/stores.ts';
import { nullSweep } from '../support/sweeps.ts';
import { sweepFolder, temporaryFolder } from '../support/temporaryFolder.ts';

const PAGE = 4096;

/** The bytes of the store of a finished sweep, with its weights. */
let sound: Buffer;

beforeAll(async () => {
  sound = await soundStore();
});

/** A folder with a sweep file and, as its store, a file of these bytes. */
function folderWith(bytes: Buffer | string): string {
  const folder = sweepFolder(nullSweep());
  writeFileSync(join(folder, 'sparsweep.db'), bytes);
  return folder;
}

/** The digests of a folder's files, except the empty log and its index that reading a store leaves beside it. */
function filesOf(folder: string): Readonly<Record<string, string>> {
  const names = readdirSync(folder).filter((name) => !(name === 'sparsweep.db-shm' || name === 'sparsweep.db-wal'));
  return Object.fromEntries(names.map((name) => [name, digestOf(join(folder, name))]));
}

/** What opening a store for reading and for writing throws. */
async function refusals(path: string): Promise<readonly unknown[]> {
  const thrown: unknown[] = [];
  try {
    openReader(path).close();
  } catch (error) {
    thrown.push(error);
  }
  const toWrite = await refusalToWrite(path);
  return toWrite === undefined ? thrown : [...thrown, toWrite];
}

function refusalToWrite(path: string): Promise<unknown> {
  return openStore(path).then(
    (store) => store.close(),
    (error: unknown) => error,
  );
}

describe('a truncated store', () => {
  it.each([
    ['10 bytes', 10],
    ['100 bytes', 100],
    ['one page', PAGE],
    ['half its length', 0.5],
    ['all but one page', -PAGE],
  ])('of %s is refused and left unchanged', async (_, length) => {
    const kept = length < 0 ? sound.length + length : length < 1 ? Math.floor(sound.length * length) : length;
    const folder = folderWith(sound.subarray(0, kept));
    const before = filesOf(folder);
    const thrown = await refusals(join(folder, 'sparsweep.db'));
    expect(thrown).toMatchObject([{ code: 'unusable-store' }, { code: 'unusable-store' }]);
    for (const error of thrown) {
      expect(String(error)).toMatch(/is not an SQLite database|the file is damaged; `sparsweep doctor --db FILE`/);
    }
    expect(filesOf(folder)).toEqual(before);
  });

  it('of length 0 is empty for a reader and new for a writer', async () => {
    const folder = folderWith('');
    const path = join(folder, 'sparsweep.db');
    expect(await refusals(path)).toMatchObject([
      { code: 'unusable-store', message: expect.stringContaining('it is empty; run a sweep into it first') },
    ]);
    readEverything(path);
  });
});

describe('a damaged store', () => {
  it('is refused by every command with a message and left unchanged', async () => {
    const bytes = Buffer.from(sound);
    bytes.fill(0xa5, 2 * PAGE);
    const folder = folderWith(bytes);
    const before = filesOf(folder);
    const commands = [['list'], ['results', '1'], ['query', 'SELECT * FROM trials'], ['report', '1']];
    for (const command of commands) {
      const { status, stdout, stderr } = await callCommand(command, { cwd: folder });
      expect(stderr, command[0]).toMatch(/^cannot use the store sparsweep\.db: the file is damaged; .+\n$/);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    }
    expect(filesOf(folder)).toEqual(before);
  });

  it('is read, or refused with a message, wherever its bytes were changed, and left unchanged', () => {
    const path = join(temporaryFolder(), 'sparsweep.db');
    const outcomes = new Set<string>();
    for (let seed = 0; seed < 100; seed++) {
      const bytes = damaged(sound, seed);
      for (const file of [path, `${path}-wal`, `${path}-shm`]) rmSync(file, { force: true });
      writeFileSync(path, bytes);
      try {
        readEverything(path);
        outcomes.add('read');
      } catch (thrown) {
        if (!(thrown instanceof SparsweepError)) throw new Error(`seed ${seed} met a defect`, { cause: thrown });
        outcomes.add(thrown.code);
      }
      expect(readFileSync(path).equals(bytes), `seed ${seed}`).toBe(true);
    }
    expect([...outcomes].sort()).toEqual(['read', 'unusable-store']);
  });

  it('is opened for writing, or refused with a message and left unchanged, wherever its bytes were changed', async () => {
    const path = join(temporaryFolder(), 'sparsweep.db');
    const outcomes = new Set<string>();
    for (let seed = 2000; seed < 2100; seed++) {
      const bytes = damaged(sound, seed);
      for (const file of [path, `${path}-wal`, `${path}-shm`]) rmSync(file, { force: true });
      writeFileSync(path, bytes);
      const thrown = await refusalToWrite(path);
      if (thrown !== undefined && !(thrown instanceof SparsweepError)) {
        throw new Error(`seed ${seed} met a defect`, { cause: thrown });
      }
      outcomes.add(thrown?.code ?? 'opened');
      if (thrown !== undefined) expect(readFileSync(path).equals(bytes), `seed ${seed}`).toBe(true);
    }
    expect([...outcomes].sort()).toEqual(['opened', 'unusable-store']);
  });
});

describe('a file that is not a store', () => {
  it.each([
    ['a text file', (path: string) => writeFileSync(path, 'name: a sweep\n'.repeat(500)), /is not an SQLite database/],
    ['a folder', (path: string) => mkdirSync(path), /it is a folder/],
    ['a pipe', (path: string) => spawnSync('mkfifo', [path]), /it is a device or a pipe/],
    ['the database of another program', makeForeign, /the database of another program/],
    ['one of a newer version', makeNewer, /a newer sparsweep has written it \(with 999-later\)/],
  ])('is refused by every command: %s', async (_, make, message) => {
    const folder = sweepFolder(nullSweep());
    const path = join(folder, 'sparsweep.db');
    make(path);
    const before = contentOf(path);
    const thrown = await refusals(path);
    expect(thrown).toMatchObject([{ code: 'unusable-store' }, { code: 'unusable-store' }]);
    for (const error of thrown) expect(String(error)).toMatch(message);
    const commands = [
      ['list'],
      ['query', 'SELECT 1'],
      ['run', 'sweep.yaml'],
      ['resume'],
      ['doctor', '--db', 'sparsweep.db'],
      ['doctor', '--db', 'sparsweep.db', '--save', 'saved.db'],
    ];
    for (const command of commands) {
      const end = await callCommand(command, { cwd: folder });
      expect(end).toMatchObject({
        status: 2,
        stdout: '',
        stderr: expect.stringMatching(/^cannot use the store sparsweep\.db: .+\n$/),
      });
      expect(end.stderr).toMatch(message);
    }
    expect(contentOf(path)).toBe(before);
    expect(existsSync(join(folder, 'saved.db'))).toBe(false);
  });

  it('keeps what another program has in its log and not yet in its file', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'songs.db');
    const other = new DatabaseSync(path);
    other.exec('PRAGMA journal_mode = WAL; CREATE TABLE songs (title)');
    // As after a kill: neither file is cleaned up.
    for (const end of ['', '-wal']) copyFileSync(`${path}${end}`, join(folder, `killed.db${end}`));
    other.close();
    const killed = join(folder, 'killed.db');
    const before = [digestOf(killed), digestOf(`${killed}-wal`)];
    for (const error of await refusals(killed)) expect(String(error)).toMatch(/the database of another program/);
    expect([digestOf(killed), digestOf(`${killed}-wal`)]).toEqual(before);
  });

  it('gets no files beside it when it is the closed database of another program', async () => {
    const folder = temporaryFolder();
    makeForeign(join(folder, 'songs.db'));
    await refusals(join(folder, 'songs.db'));
    expect(readdirSync(folder)).toEqual(['songs.db']);
  });

  it('is a dangling link until a writer creates the file that it names', async () => {
    const folder = sweepFolder(nullSweep());
    symlinkSync(join(folder, 'elsewhere.db'), join(folder, 'sparsweep.db'));
    expect(() => openReader(join(folder, 'sparsweep.db'))).toThrow(/^there is no store .+; run a sweep first/);
    expect(existsSync(join(folder, 'elsewhere.db'))).toBe(false);
    (await openStore(join(folder, 'sparsweep.db'))).close();
    expect(existsSync(join(folder, 'elsewhere.db'))).toBe(true);
  });
});

/** The digest of a regular file. */
function contentOf(path: string): string | undefined {
  return statSync(path).isFile() ? digestOf(path) : undefined;
}

function makeForeign(path: string): void {
  const other = new DatabaseSync(path);
  other.exec('PRAGMA journal_mode = WAL; CREATE TABLE songs (title)');
  other.close();
}

function makeNewer(path: string): void {
  writeFileSync(path, sound);
  const newer = new DatabaseSync(path);
  newer.exec("INSERT INTO kysely_migration VALUES ('999-later', '2099-01-01T00:00:00.000Z')");
  newer.close();
}

describe('the log of a store', () => {
  /** A store as after a kill, with a change that is in the log only. */
  function killedStore(): string {
    const folder = folderWith(sound);
    const path = join(folder, 'sparsweep.db');
    const writer = new DatabaseSync(path);
    writer.exec("UPDATE sweeps SET name = 'in the log'");
    const files = ['', '-wal'].map((end) => [end, readFileSync(`${path}${end}`)] as const);
    writer.close();
    for (const [end, bytes] of files) writeFileSync(`${path}${end}`, bytes);
    return folder;
  }

  it('without its store is kept: no sweep starts beside it', async () => {
    const folder = killedStore();
    rmSync(join(folder, 'sparsweep.db'));
    const before = digestOf(join(folder, 'sparsweep.db-wal'));
    expect(await sparsweep(['run', 'sweep.yaml'], { cwd: folder })).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(
        /^cannot use the store sparsweep\.db: it is empty or missing, but sparsweep\.db-wal holds the last that was written/,
      ),
    });
    expect(digestOf(join(folder, 'sparsweep.db-wal'))).toBe(before);
    expect(existsSync(join(folder, 'sparsweep.db'))).toBe(false);
  });

  it('beside an empty file is kept by readers, too', async () => {
    const folder = killedStore();
    const path = join(folder, 'sparsweep.db');
    writeFileSync(path, '');
    const before = digestOf(`${path}-wal`);
    const thrown = await refusals(path);
    expect(thrown).toMatchObject([{ code: 'unusable-store' }, { code: 'unusable-store' }]);
    for (const error of thrown)
      expect(String(error)).toContain(`it is empty or missing, but ${path}-wal holds the last`);
    expect(digestOf(`${path}-wal`)).toBe(before);
  });

  it('that is empty is ignored', async () => {
    const path = join(temporaryFolder(), 'sparsweep.db');
    writeFileSync(`${path}-wal`, '');
    (await openStore(path)).close();
    readEverything(path);
  });

  it('is read with its store; without it, its changes are missing', () => {
    const folder = killedStore();
    const path = join(folder, 'sparsweep.db');
    const namesIn = (): readonly string[] => {
      const reader = openReader(path);
      try {
        return reader.sweeps().map(({ name }) => name);
      } finally {
        reader.close();
      }
    };
    expect(namesIn()).toEqual(['in the log']);
    rmSync(`${path}-wal`);
    expect(namesIn()).toEqual(['nothing']);
  });

  it('is ignored if it is not a log, and read as far as it is complete if it is truncated', () => {
    const folder = killedStore();
    const path = join(folder, 'sparsweep.db');
    truncateSync(`${path}-wal`, 1000);
    readEverything(path);
    writeFileSync(`${path}-wal`, 'no log');
    readEverything(path);
  });
});
