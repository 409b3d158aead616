import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../testing/temporaryStore.ts';
import { onStore } from './storeErrors.ts';

function open(path: string): Database.Database {
  const database = new Database(path, { timeout: 0 });
  onTestFinished(() => void database.close());
  return database;
}

describe('onStore', () => {
  it('explains a lock that is not released', () => {
    const path = join(temporaryFolder(), 'a.db');
    open(path).exec('BEGIN IMMEDIATE');
    const other = open(path);
    expect(() => onStore(path, () => other.exec('BEGIN IMMEDIATE'))).toThrow(
      expect.objectContaining({
        code: 'unusable-store',
        message: expect.stringContaining('another program has kept it locked for ten seconds'),
      }),
    );
  });

  it('explains a full disk', () => {
    const path = join(temporaryFolder(), 'a.db');
    const database = open(path);
    database.exec('CREATE TABLE t (x)');
    database.pragma('max_page_count = 3');
    expect(() => onStore(path, () => database.exec('INSERT INTO t VALUES (zeroblob(100000))'))).toThrow(
      `cannot use the store ${path}: the disk is full; make room, then run the sweep again (database or disk is full)`,
    );
  });

  it('does not change other errors', () => {
    const database = open(join(temporaryFolder(), 'a.db'));
    expect(() => onStore('a.db', () => database.exec('SELECT * FROM nowhere'))).toThrow(Database.SqliteError);
    expect(() => onStore('a.db', () => expect.fail('as it was'))).toThrow('as it was');
  });
});
