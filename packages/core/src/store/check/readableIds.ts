import Database from 'better-sqlite3';

/** The rows of a table that can be found in it. */
export interface ReadableIds {
  readonly ids: readonly number[];
  /** Why there may be more than can be found; undefined where all could be. */
  readonly flaw: string | undefined;
}

/**
 * The rowids of a table that can be read, from its beginning and, where that ends at damage, from its end: what lies
 * between two damaged pages is not reached.
 */
export function readableIds(database: Database.Database, table: string): ReadableIds {
  const up = scan(database, table, 'ASC', Number.NEGATIVE_INFINITY);
  if (up.flaw === undefined) return up;
  const down = scan(database, table, 'DESC', up.ids.at(-1) ?? Number.NEGATIVE_INFINITY);
  return { ids: [...up.ids, ...down.ids.toReversed()], flaw: up.flaw };
}

/** @param until where a scan from the end meets that from the beginning. */
function scan(database: Database.Database, table: string, order: 'ASC' | 'DESC', until: number): ReadableIds {
  const ids: number[] = [];
  try {
    // Not by an index, which may be whole where the rows are not.
    const rows = database.prepare<[], number>(`SELECT rowid FROM ${table} NOT INDEXED ORDER BY rowid ${order}`).pluck();
    for (const id of rows.iterate()) {
      if (order === 'DESC' && id <= until) break;
      const last = ids.at(-1);
      // A damaged tree may lead back to where it came from.
      if (last !== undefined && (order === 'ASC' ? id <= last : id >= last)) {
        return { ids, flaw: 'its rows are not in order' };
      }
      ids.push(id);
    }
    return { ids, flaw: undefined };
  } catch (thrown) {
    if (thrown instanceof Database.SqliteError) return { ids, flaw: thrown.message };
    throw thrown;
  }
}
