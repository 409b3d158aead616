import { type ChildProcess, fork } from 'node:child_process';
import { type ErrorCode, SparsweepError } from '../../plugin/errors.ts';
import { describeExit, onExitReason } from '../../process/childProcess.ts';
import type { ResultsOptions } from '../read/readResults.ts';
import type { QueryResult, ResultRow } from '../read/rows.ts';

/** The heap limit of the process, in MiB. Its watchdog limits its whole memory further. */
const HEAP_MIB = 2048;

/** The longest that a timer can wait, in milliseconds. */
const LONGEST_LIMIT = 2 ** 31 - 1;

/** A store and a time limit for its answer. */
export interface AskedStore {
  readonly path: string;
  /** In milliseconds. */
  readonly timeout: number;
}

/**
 * Answers an untrusted SELECT, as `StoreReader.query` does. User SQL may not terminate, so it runs in a child process that is
 * killed when it takes too long or uses too much memory.
 *
 * @throws SparsweepError `invalid-option` for anything but one statement that only reads, and for an answer beyond the limits of
 * time, memory and size; and as `openReader` does.
 */
export function askQuery(store: AskedStore, sql: string): Promise<QueryResult> {
  return ask<QueryResult>(store, { type: 'query', sql });
}

/**
 * The view `results` of a sweep under an untrusted condition or order, as `StoreReader.results` gives it, in a child process
 * like `askQuery`.
 *
 * @throws SparsweepError as `askQuery` does, and `not-found` for an unknown sweep.
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

/** The reply of the process or, if it ended without one, the reason. */
function replyOf<Answer>(child: ChildProcess): Promise<StoreReply<Answer> | string> {
  return new Promise((resolve) => {
    let reason = '';
    onExitReason(child, (part) => {
      reason += part;
    });
    child.once('message', (reply: StoreReply<Answer>) => resolve(reply));
    child.once('close', (status, signal) => {
      const exit = describeExit(status, signal);
      resolve(reason === '' ? `its process ${exit}, perhaps out of memory` : reason);
    });
    child.on('error', (error) => {
      // If the question could not be sent, the process died, and `close` reports it.
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

/** The question to a process that answers for a store; each process gets one. */
export type StoreQuestion =
  | { readonly type: 'query'; readonly sql: string }
  | { readonly type: 'results'; readonly sweep: string; readonly options: ResultsOptions };

/** Its reply: an answer, an error for the user, or any other error. */
export type StoreReply<Answer> =
  | { readonly type: 'answer'; readonly answer: Answer }
  | { readonly type: 'refusal'; readonly code: ErrorCode; readonly message: string }
  | { readonly type: 'defect'; readonly error: unknown };
