import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { resultsView } from './001-views.ts';

const STATEMENTS = [
  `ALTER TABLE trials ADD COLUMN stop_reason TEXT /* why it ended before its last epoch although nothing went wrong */`,
  'DROP VIEW results',
  resultsView(
    't.error, -- why it failed or diverged\n  t.stop_reason -- why it ended early although nothing went wrong',
  ),
];

/** Adds the reason why a trial was stopped early. */
export const stopReason: Migration = {
  async up(database) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
  },
};
