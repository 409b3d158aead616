import type { Database } from 'better-sqlite3';
import { type Compilable, DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { StoreSchema } from '../schema/tables.ts';

/** Builds queries that are typed by the schema. It runs none: `rowsOf` does, without a promise for every row. */
export const queries = new Kysely<StoreSchema>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (database) => new SqliteIntrospector(database),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

/** The rows of a query on `database`. */
export function rowsOf<Row>(database: Database, query: Compilable<Row>): Row[] {
  const { sql, parameters } = query.compile();
  return database.prepare<unknown[], Row>(sql).all(...parameters);
}
