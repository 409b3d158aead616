import { at, SparsweepError } from '@sparsweep/core/plugin';
import { type Columns, resolveColumns } from './columns.ts';
import { isMissing, parseNumber, quoted } from './fields.ts';
import type { CsvOptions } from './options.ts';
import { readRecords } from './readRecords.ts';

/** The content of a CSV file: features row by row, and the text of each row's target. */
export interface Table {
  readonly values: Float64Array;
  /** Names of the feature columns; undefined for a file without a header. */
  readonly names: readonly string[] | undefined;
  /** Name and description of the target column. */
  readonly target: { readonly name: string; readonly label: string };
  readonly targets: readonly string[];
}

/**
 * Reads rows of numbers and a target.
 *
 * @throws SparsweepError at the first invalid field.
 */
export function readTable(source: Buffer, options: CsvOptions): Table {
  const reader = new TableReader(options);
  readRecords(source, options, (fields, line) => reader.read(fields, line));
  return reader.table();
}

/** Converts fields to numbers record by record, so that a large file is never held as text fields. */
class TableReader {
  readonly #options: CsvOptions;
  readonly #values: number[] = [];
  readonly #targets: string[] = [];
  #columns: Columns | undefined;

  constructor(options: CsvOptions) {
    this.#options = options;
  }

  read(fields: readonly string[], line: number): void {
    if (this.#columns === undefined) {
      this.#columns = resolveColumns(fields, line, this.#options);
      if (this.#options.header) return;
    }
    this.#readRow(fields, line, this.#columns);
  }

  #readRow(fields: readonly string[], line: number, columns: Columns): void {
    const options = this.#options;
    checkWidth(fields, line, columns, options);
    for (let column = 0; column < fields.length; column++) {
      const field = at(fields, column);
      if (isMissing(field)) rejectMissing(field, column, line, columns, options);
      if (column === columns.target) {
        this.#targets.push(field);
        continue;
      }
      const value = parseNumber(field);
      if (value === null) rejectText(field, column, line, columns, options);
      this.#values.push(value);
    }
  }

  table(): Table {
    const columns = this.#columns;
    if (columns === undefined) reject(this.#options, 'the file is empty: give a file with rows');
    const { names, target } = columns;
    if (this.#targets.length === 0) {
      reject(this.#options, 'a header and no rows: add rows or, if the first line is data, set header: false');
    }
    return {
      values: Float64Array.from(this.#values),
      names: names?.filter((_, column) => column !== target),
      target: { name: names?.[target] ?? 'class', label: columns.label(target) },
      targets: this.#targets,
    };
  }
}

function checkWidth(fields: readonly string[], line: number, { count }: Columns, options: CsvOptions): void {
  if (fields.length === count) return;
  reject(
    options,
    `line ${line} has ${fields.length} fields, but the first line has ${count}: ` +
      'give every row the same number of fields, and quote those that contain the delimiter',
  );
}

function rejectMissing(field: string, column: number, line: number, columns: Columns, options: CsvOptions): never {
  const what = field === '' ? 'the field is empty' : `${quoted(field)} stands for a missing value`;
  reject(options, `line ${line}, ${columns.label(column)}: ${what}; fill it in, or remove the row or the column`);
}

function rejectText(field: string, column: number, line: number, columns: Columns, options: CsvOptions): never {
  reject(
    options,
    `line ${line}, ${columns.label(column)}: ${quoted(field)} is not a finite number, and only the target, ` +
      `${columns.label(columns.target)}, may be text; write numbers, remove the column or set the option target` +
      (options.header ? '' : '; if the first line holds names, set header: true'),
  );
}

function reject(options: CsvOptions, message: string): never {
  throw new SparsweepError('invalid-data', `dataset csv: ${options.path}: ${message}`);
}
