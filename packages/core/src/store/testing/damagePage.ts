import { readFileSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';

/** The pages with the rows of a table, in the order of the rows. */
export function leafPages(path: string, table: string): readonly { readonly page: number; readonly rows: number }[] {
  const database = new Database(path, { readonly: true });
  try {
    return database
      .prepare<[string], { page: number; rows: number }>(
        "SELECT pageno AS page, ncell AS rows FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY path",
      )
      .all(table);
  } finally {
    database.close();
  }
}

/** Overwrites pages of a database, numbered from 1, with bytes that are no valid page. */
export function damagePages(path: string, pages: readonly number[]): void {
  const bytes = readFileSync(path);
  const pageBytes = bytes.readUInt16BE(16);
  for (const page of pages) bytes.fill(0xa5, (page - 1) * pageBytes, page * pageBytes);
  writeFileSync(path, bytes);
}
