import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { TABLES } from './001-tables.ts';
import { VIEWS } from './001-views.ts';

/** The first schema: sweeps, trials, metrics, artifacts, and views over them. */
export const initial: Migration = {
  async up(database) {
    for (const statement of [...TABLES, ...VIEWS]) await sql.raw(statement).execute(database);
  },
};
