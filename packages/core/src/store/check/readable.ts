import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';
import { messageOf } from '../../plugin/errors.ts';
import { decodeWeights } from '../write/weightsFile.ts';
import { WEIGHTS_ARTIFACT } from '../write/writeRecord.ts';

/** The readable rows of a table. */
interface ReadableIds {
  readonly ids: readonly number[];
  /** Why some rows may be unreadable; undefined if all were read. */
  readonly flaw: string | undefined;
}

/**
 * The readable rowids of a table, from its start and, if that scan stops at a damaged page, also from its end. Rows between two
 * damaged pages are not reached.
 */
export function readableIds(database: Database.Database, table: string): ReadableIds {
  const up = scan(database, table, 'ASC', Number.NEGATIVE_INFINITY);
  if (up.flaw === undefined) return up;
  const down = scan(database, table, 'DESC', up.ids.at(-1) ?? Number.NEGATIVE_INFINITY);
  return { ids: [...up.ids, ...down.ids.toReversed()], flaw: up.flaw };
}

/** @param until the last id of the ascending scan, where a descending one stops. */
function scan(database: Database.Database, table: string, order: 'ASC' | 'DESC', until: number): ReadableIds {
  const ids: number[] = [];
  try {
    // Without an index: it may be intact while the rows are damaged.
    const rows = database.prepare<[], number>(`SELECT rowid FROM ${table} NOT INDEXED ORDER BY rowid ${order}`).pluck();
    for (const id of rows.iterate()) {
      if (order === 'DESC' && id <= until) break;
      const last = ids.at(-1);
      // A damaged tree may contain a cycle.
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

/** An artifact that cannot be read or has changed since it was stored. */
interface ArtifactFlaw {
  readonly id: number;
  readonly flaw: string;
}

/** The result of checking the artifacts of a store. */
export interface ArtifactsCheck {
  /** Number of artifacts without a flaw. */
  readonly sound: number;
  readonly flaws: readonly ArtifactFlaw[];
}

interface Artifact {
  readonly name: string;
  readonly sha256: string;
  readonly content: Buffer;
}

/** Compares every readable artifact with its SHA-256, and decodes weights. */
export function checkArtifacts(database: Database.Database): ArtifactsCheck {
  const { ids } = readableIds(database, 'artifacts');
  const flaws = ids.flatMap((id) => {
    const flaw = artifactFlaw(database, id);
    return flaw === undefined ? [] : [{ id, flaw }];
  });
  return { sound: ids.length - flaws.length, flaws };
}

/** The flaw of an artifact; undefined if it has none. */
export function artifactFlaw(database: Database.Database, id: number): string | undefined {
  try {
    const artifact = database
      .prepare<[number], Artifact>('SELECT name, sha256, content FROM artifacts WHERE id = ?')
      .get(id);
    if (artifact === undefined) return 'it cannot be found by its id';
    return contentFlaw(artifact);
  } catch (thrown) {
    return messageOf(thrown);
  }
}

function contentFlaw({ name, sha256, content }: Artifact): string | undefined {
  const found = createHash('sha256').update(content).digest('hex');
  if (found !== sha256) return `the SHA-256 of ${name} is ${found}, and was ${sha256}`;
  if (name === WEIGHTS_ARTIFACT) decodeWeights(content);
  return undefined;
}
