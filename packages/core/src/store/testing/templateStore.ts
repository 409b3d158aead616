import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { migrate } from '../schema/migrate.ts';
import { MIGRATIONS } from '../schema/migrations/migrations.ts';

/** The name of the newest migration. */
export const NEWEST_MIGRATION = Object.keys(MIGRATIONS).at(-1) ?? '';

/** The files of empty stores, by their newest migration. */
const templates = new Map<string, Promise<Buffer>>();

/**
 * Writes an empty store to `path`, which must not exist. The migrations run once per test file; every further store is a
 * copy of that file, which takes a tenth of the time.
 *
 * @param newest the last migration that the store has had.
 */
export async function copyTemplateStore(path: string, newest: string = NEWEST_MIGRATION): Promise<void> {
  const template = templates.get(newest) ?? makeTemplate(newest);
  templates.set(newest, template);
  writeFileSync(path, await template, { flag: 'wx' });
}

async function makeTemplate(newest: string): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'sparsweep-template-'));
  try {
    const path = join(folder, 'sparsweep.db');
    const database = new Database(path);
    try {
      database.pragma('journal_mode = WAL');
      await migrate(database, Object.fromEntries(Object.entries(MIGRATIONS).filter(([name]) => name <= newest)));
    } finally {
      database.close();
    }
    return readFileSync(path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
