import type { Database } from 'better-sqlite3';
import { type Compilable, DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import { isJsonObject, type JsonObject, type JsonValue } from '../../plugin/json.ts';
import { shortened } from '../../plugin/visibleText.ts';
import { DamagedContent } from '../open/storeErrors.ts';
import type { StoreSchema } from '../schema/tables.ts';

/** Builds queries that are typed by the schema. `rowsOf` runs them, synchronously. */
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

/** How many characters of a damaged value an error quotes. */
const LONGEST_QUOTE = 80;

/**
 * Parses the JSON object in a column.
 *
 * @throws DamagedContent for anything else, which this program never stores.
 */
export function parseObject(json: string): JsonObject {
  const value = parse(json);
  if (!isJsonObject(value)) throw new DamagedContent(`not a JSON object: ${quoted(json)}`);
  return value;
}

function parse(json: string): JsonValue {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

/** In a damaged row the value may also be a number. */
function quoted(stored: unknown): string {
  return JSON.stringify(shortened(String(stored), LONGEST_QUOTE));
}
