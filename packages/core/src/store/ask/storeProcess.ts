/**
 * The main module of a process that answers one question about a store, and lives until its parent disconnects or dies.
 *
 *     storeProcess.ts PARENT STORE
 *
 * User SQL may not terminate and SQLite cannot be interrupted from within its process, so it runs in one that can be killed.
 */
import { SparsweepError } from '../../plugin/errors.ts';
import { startWatchdog } from '../../process/childProcess.ts';
import { openReader } from '../open/openReader.ts';
import type { QueryResult, ResultRow } from '../read/rows.ts';
import type { StoreQuestion, StoreReply } from './askStore.ts';

/** In bytes; three times what the largest allowed answer takes. */
const MEMORY_LIMIT = 1.5 * 2 ** 30;

const [parent, path = ''] = process.argv.slice(2);

process.on('disconnect', () => process.exit());
process.on('message', (question: StoreQuestion) => process.send?.(reply(question)));

startWatchdog({ parent: Number(parent), memoryLimit: MEMORY_LIMIT, limitName: 'a query may use' });

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
