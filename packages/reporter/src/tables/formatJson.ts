import type { Column, Row } from './table.ts';

/** The rows as a JSON list of objects, with every digit; what a row does not have is null. */
export function formatJson(columns: readonly Column[], rows: readonly Row[]): string {
  const objects = rows.map((row) => Object.fromEntries(columns.map(({ name }, index) => [name, row[index] ?? null])));
  return JSON.stringify(objects, null, 2);
}
