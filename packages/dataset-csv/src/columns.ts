import { SparsweepError } from '@sparsweep/core/plugin';
import { closest } from 'fastest-levenshtein';
import { quoted, shown } from './fields.ts';
import type { CsvOptions } from './options.ts';

/** The columns of a file. */
export interface Columns {
  readonly count: number;
  /** Column names; undefined for a file without a header. */
  readonly names: readonly string[] | undefined;
  /** Position of the target, from 0. */
  readonly target: number;
  /** The name of a column for messages. */
  label(column: number): string;
}

/**
 * Determines the columns from the first record and the options.
 *
 * @param first The fields of the first record: the column names if the file has a header.
 * @param line The line of the first record.
 * @throws SparsweepError `invalid-data` for missing or repeated names or a single column; `invalid-option` for an unknown
 * target.
 */
export function resolveColumns(first: readonly string[], line: number, options: CsvOptions): Columns {
  const count = first.length;
  if (count < 2) {
    throw invalidData(
      options,
      `line ${line} has a single column, ${quoted(first[0] ?? '')}: a dataset needs a feature and a target; ` +
        `if the fields are not separated by ${JSON.stringify(options.delimiter)}, set the option delimiter`,
    );
  }
  if (!options.header) {
    return { count, names: undefined, target: targetPosition(count, options), label: numbered };
  }
  checkNames(first, line, options);
  return {
    count,
    names: first,
    target: targetNamed(first, options),
    label: (column) => `column ${quoted(first[column] ?? '')}`,
  };
}

function numbered(column: number): string {
  return `column ${column} (from 0)`;
}

function checkNames(names: readonly string[], line: number, options: CsvOptions): void {
  const seen = new Map<string, number>();
  names.forEach((name, column) => {
    const where = `line ${line}, ${numbered(column)}`;
    if (name === '') {
      throw invalidData(options, `${where} has no name: name it, or remove it if it only numbers the rows`);
    }
    const earlier = seen.get(name);
    if (earlier !== undefined) {
      throw invalidData(
        options,
        `${where} is named ${quoted(name)}, like column ${earlier}: give every column a unique name ` +
          'or, if the first line is data, set header: false',
      );
    }
    seen.set(name, column);
  });
}

function targetNamed(names: readonly string[], options: CsvOptions): number {
  if (options.target === null) return names.length - 1;
  const target = String(options.target);
  const position = names.indexOf(target);
  if (position >= 0) return position;
  throw invalidTarget(
    options,
    `no column is named ${quoted(target)}; the nearest name is ${quoted(closest(target, names))}` +
      (names.length <= 20 ? `, and the columns are ${names.map(shown).join(', ')}` : ''),
  );
}

function targetPosition(count: number, options: CsvOptions): number {
  const { target } = options;
  if (target === null) return count - 1;
  if (typeof target === 'number' && target < count) return target;
  throw invalidTarget(
    options,
    `${typeof target === 'string' ? quoted(target) : target} is not a column: without a header, give a number from 0 to ${count - 1}` +
      (typeof target === 'string' ? '; if the first line holds names, set header: true' : ''),
  );
}

function invalidData({ path }: CsvOptions, message: string): SparsweepError {
  return new SparsweepError('invalid-data', `dataset csv: ${path}: ${message}`);
}

function invalidTarget({ path }: CsvOptions, message: string): SparsweepError {
  return new SparsweepError('invalid-option', `dataset csv: option target: ${path}: ${message}`);
}
