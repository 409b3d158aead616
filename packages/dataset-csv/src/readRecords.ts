import { SparsweepError } from '@sparsweep/core/plugin';
import { CsvError, parse } from 'csv-parse/sync';
import type { CsvOptions } from './options.ts';

/**
 * Calls `visit` with the trimmed fields of each record and the line that it ends on, from 1.
 *
 * Lines may end in LF, CRLF or CR, even mixed; a byte order mark and empty lines are left out.
 *
 * @throws SparsweepError `invalid-data` for quotes that do not match; whatever `visit` throws
 */
export function readRecords(
  source: Buffer,
  options: CsvOptions,
  visit: (fields: readonly string[], line: number) => void,
): void {
  try {
    parse(source, {
      bom: true,
      trim: true,
      skip_empty_lines: true,
      // Ragged rows are reported by the visitor, in words that fit the other errors.
      relax_column_count: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      delimiter: options.delimiter,
      on_record: (fields: string[], { lines }) => {
        visit(fields, lines);
        // The parser need not keep it.
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new SparsweepError(
      'invalid-data',
      `dataset csv: ${options.path}: ${error.message}; quote whole fields, and double a quote that stands in one`,
      { cause: error },
    );
  }
}
