import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { TABLES } from './001-tables.ts';
import { VIEWS } from './001-views.ts';

/** The first schema: sweeps, their trials, what was measured, what was kept, and the views over them. */
export const initial: Migration = {
  async up(database) {
    for (const statement of [...TABLES, ...VIEWS]) await sql.raw(statement).execute(database);
  },
};
