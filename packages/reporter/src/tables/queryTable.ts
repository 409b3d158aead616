import type { QueryResult } from '../reportData.ts';
import type { Table } from './table.ts';

/** The answer to a query as a table of plain values; a column name that occurs again gets a number: `n`, `n_2`. */
export function queryTable(result: QueryResult): Table {
  const seen = new Map<string, number>();
  const columns = result.columns.map((name) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return { name: count === 1 ? name : `${name}_${count}`, kind: 'value' } as const;
  });
  return { columns, rows: result.rows };
}
