import { type ChildProcess, fork } from 'node:child_process';
import { SparsweepError } from '../../plugin/errors.ts';
import { hearLastWords, mannerOfEnd } from '../../process/lastWords.ts';
import type { ResultsOptions } from '../read/readResults.ts';
import type { QueryResult, ResultRow } from '../read/rows.ts';
import type { StoreQuestion, StoreReply } from './storeProcessMessages.ts';

/** The heap of the process, in MiB: its whole memory is watched, and more bounded than that. */
const HEAP_MIB = 2048;

/** The longest limit, in milliseconds: that of a timer. */
const LONGEST_LIMIT = 2 ** 31 - 1;

/** A store, and how long it is given to answer. */
export interface AskedStore {
  readonly path: string;
  /** In milliseconds. */
  readonly timeout: number;
}

/**
 * The answer to one SELECT of anybody's, as `StoreReader.query` gives it. A process of its own looks for it, which is
 * killed when it takes too long or too much memory: a query can go on for ever, and SQLite does not let go meanwhile.
 *
 * @throws SparsweepError `invalid-option` for whatever is not one statement that only reads, or has no answer within the
 * limits of time, memory and size; and as `openReader` does.
 */
export function askQuery(store: AskedStore, sql: string): Promise<QueryResult> {
  return ask<QueryResult>(store, { type: 'query', sql });
}

/**
 * The view `results` of a sweep under a condition or in an order of anybody's, as `StoreReader.results` gives it, found
 * like the answer to a query.
 *
 * @throws SparsweepError as `askQuery` does, and `not-found` where there is no such sweep.
 */
export function askResults(store: AskedStore, sweep: string, options: ResultsOptions): Promise<readonly ResultRow[]> {
  return ask<readonly ResultRow[]>(store, { type: 'results', sweep, options });
}

async function ask<Answer>({ path, timeout }: AskedStore, question: StoreQuestion): Promise<Answer> {
  const child = fork(new URL('./storeProcess.ts', import.meta.url), [String(process.pid), path], {
    serialization: 'advanced',
    execArgv: [`--max-old-space-size=${HEAP_MIB}`],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc', 'pipe'],
  });
  let isLate = false;
  const timer = setTimeout(
    () => {
      isLate = true;
      child.kill('SIGKILL');
    },
    Math.min(timeout, LONGEST_LIMIT),
  );
  try {
    child.send(question);
    const reply = await replyOf<Answer>(child);
    if (typeof reply === 'string') throw unanswered(isLate ? `it took longer than ${timeout / 1000} s` : reply);
    if (reply.type === 'answer') return reply.answer;
    throw reply.type === 'refusal' ? new SparsweepError(reply.code, reply.message) : reply.error;
  } finally {
    clearTimeout(timer);
    if (child.connected) child.disconnect();
  }
}

/** The reply of a process or, where it ended without one, how it ended. */
function replyOf<Answer>(child: ChildProcess): Promise<StoreReply<Answer> | string> {
  return new Promise((resolve) => {
    let words = '';
    hearLastWords(child, (part) => {
      words += part;
    });
    child.once('message', (reply: StoreReply<Answer>) => resolve(reply));
    child.once('close', (status, signal) => {
      const manner = mannerOfEnd(status, signal);
      resolve(words === '' ? `its process ${manner}, as one does that runs out of memory` : words);
    });
    child.on('error', (error) => {
      // A question that could not be sent means that the process died, which `close` reports.
      if (child.pid === undefined) resolve(`its process could not be started: ${error.message}`);
    });
  });
}

function unanswered(why: string): SparsweepError {
  return new SparsweepError(
    'invalid-option',
    `the query cannot be answered: ${why}; ask for less with WHERE or LIMIT, or allow more time with --timeout SECONDS`,
  );
}
