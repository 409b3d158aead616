import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';
import { messageOf } from '../../plugin/errors.ts';
import { decodeWeights } from '../write/weightsFile.ts';
import { WEIGHTS_ARTIFACT } from '../write/writeRecord.ts';

/** The rows of a table that can be found in it. */
interface ReadableIds {
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

/** An artifact that is not what it was when it was stored. */
interface ArtifactFlaw {
  readonly id: number;
  readonly flaw: string;
}

/** How the artifacts of a store stand. */
export interface ArtifactsCheck {
  readonly sound: number;
  /** What is wrong with others. */
  readonly flaws: readonly ArtifactFlaw[];
}

interface Artifact {
  readonly name: string;
  readonly sha256: string;
  readonly content: Buffer;
}

/** Compares every artifact that can be found with its SHA-256, and decodes weights. */
export function checkArtifacts(database: Database.Database): ArtifactsCheck {
  const { ids } = readableIds(database, 'artifacts');
  const flaws = ids.flatMap((id) => {
    const flaw = artifactFlaw(database, id);
    return flaw === undefined ? [] : [{ id, flaw }];
  });
  return { sound: ids.length - flaws.length, flaws };
}

/** What is wrong with an artifact; undefined where nothing is. */
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
