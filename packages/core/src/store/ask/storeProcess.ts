/**
 * The main module of a process that answers one question of a store, and lives until its parent disconnects or dies.
 *
 *     storeProcess.ts PARENT STORE
 *
 * SQLite cannot be interrupted from within its process, and a query may ask for any amount of time and memory.
 */
import { Worker } from 'node:worker_threads';
import { SparsweepError } from '../../plugin/errors.ts';
import { openReader } from '../open/openReader.ts';
import type { QueryResult, ResultRow } from '../read/rows.ts';
import type { StoreQuestion, StoreReply } from './storeProcessMessages.ts';

const [parent, path = ''] = process.argv.slice(2);

process.on('disconnect', () => process.exit());
process.on('message', (question: StoreQuestion) => process.send?.(reply(question)));

new Worker(new URL('./watchStoreProcess.ts', import.meta.url), { workerData: Number(parent) }).unref();

function reply(question: StoreQuestion): StoreReply<QueryResult | readonly ResultRow[]> {
  try {
    return { type: 'answer', answer: answer(question) };
  } catch (error) {
    return error instanceof SparsweepError
      ? { type: 'refusal', code: error.code, message: error.message }
      : { type: 'defect', error };
  }
}

function answer(question: StoreQuestion): QueryResult | readonly ResultRow[] {
  const reader = openReader(path);
  try {
    if (question.type === 'query') return reader.query(question.sql);
    return reader.results(reader.findSweep(question.sweep).id, question.options);
  } catch (thrown) {
    throw reader.explain(thrown);
  } finally {
    reader.close();
  }
}
