import { planSweep, readSweep, SparsweepError } from '@sparsweep/core';
import type { Outcome } from './hostileSweep.ts';
import { catalog } from './testCatalog.ts';

/** How reading a sweep file ended. */
export interface ReadingEnd {
  /** A defect is an error that is not meant for the user. */
  readonly outcome: Outcome | 'defect';
  /** The message of the error, or the stack of a defect. */
  readonly message: string;
  readonly milliseconds: number;
}

/** Reads and plans a sweep, as `sparsweep validate` does. */
export async function readingEnd(
  text: string,
  sets: readonly string[] = [],
  folder = process.cwd(),
): Promise<ReadingEnd> {
  const begin = performance.now();
  try {
    planSweep(await readSweep({ text, path: 'sweep.yaml', folder }, catalog, sets), catalog);
    return { outcome: 'read', message: '', milliseconds: performance.now() - begin };
  } catch (thrown) {
    const milliseconds = performance.now() - begin;
    if (thrown instanceof SparsweepError) return { outcome: 'refused', message: thrown.message, milliseconds };
    const message = thrown instanceof Error ? `${thrown.stack}` : String(thrown);
    return { outcome: 'defect', message, milliseconds };
  }
}

/** Characters that control a terminal. Messages must contain none, except line feeds. */
const ACTING = /[^\P{Cc}\n]|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/u;

/** What is wrong with how reading ended: a stack trace, an empty message, or a change to all objects. */
export function faultsOf({ outcome, message }: ReadingEnd): readonly string[] {
  const faults = [
    outcome === 'defect' ? message : '',
    outcome === 'refused' && message.trim() === '' ? 'no message' : '',
    /^\s+at .+:\d+:\d+\)?$/m.test(message) ? `a stack: ${message}` : '',
    ACTING.test(message) ? `control characters: ${JSON.stringify(message)}` : '',
    message.length > 60_000 ? `a message of ${message.length} characters` : '',
    Object.keys(Object.prototype).length > 0 ? 'the prototype of all objects has a new key' : '',
    'polluted' in globalThis ? 'code of the file was run' : '',
  ];
  return faults.filter((fault) => fault !== '');
}
