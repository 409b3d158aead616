import type { JsonObject } from '@sparsweep/core/plugin';
import type { Cell, Column } from './table.ts';

/** The names of the parameters of all rows, in the order in which they first occur. */
export function parameterNames(rows: readonly { readonly parameters: JsonObject }[]): readonly string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(row.parameters)))];
}

/**
 * A column for each parameter. One that is called like another column of the table (in `taken`) gets the name
 * `parameters.NAME`, so that no key is lost in JSON.
 */
export function parameterColumns(names: readonly string[], taken: ReadonlySet<string>): readonly Column[] {
  return names.map((name) => ({ name: taken.has(name) ? `parameters.${name}` : name, kind: 'value' }));
}

/** The values of the parameters, undefined for those that a row's branch does not have. */
export function parameterCells(names: readonly string[], parameters: JsonObject): readonly Cell[] {
  return names.map((name) => (Object.hasOwn(parameters, name) ? parameters[name] : undefined));
}
