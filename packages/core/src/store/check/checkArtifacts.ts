import { createHash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { messageOf } from '../../plugin/errors.ts';
import { decodeWeights } from '../write/weightsFile.ts';
import { WEIGHTS_ARTIFACT } from '../write/writeRecord.ts';
import { readableIds } from './readableIds.ts';

/** An artifact that is not what it was when it was stored. */
export interface ArtifactFlaw {
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
export function checkArtifacts(database: Database): ArtifactsCheck {
  const { ids } = readableIds(database, 'artifacts');
  const flaws = ids.flatMap((id) => {
    const flaw = artifactFlaw(database, id);
    return flaw === undefined ? [] : [{ id, flaw }];
  });
  return { sound: ids.length - flaws.length, flaws };
}

/** What is wrong with an artifact; undefined where nothing is. */
export function artifactFlaw(database: Database, id: number): string | undefined {
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
