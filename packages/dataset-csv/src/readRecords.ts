import { isUtf8 } from 'node:buffer';
import { SparsweepError, shortened, visibleText } from '@sparsweep/core/plugin';
import { CsvError, parse } from 'csv-parse/sync';
import type { CsvOptions } from './options.ts';

/**
 * Calls `visit` with the trimmed fields of each record and the line that it ends on, from 1.
 *
 * Lines may end in LF, CRLF or CR, even mixed; a byte order mark and empty lines are left out.
 *
 * @throws SparsweepError `invalid-data` for quotes that do not match, a record without an end, or bytes that are no text; whatever `visit` throws
 */
export function readRecords(
  source: Buffer,
  options: CsvOptions,
  visit: (fields: readonly string[], line: number) => void,
): void {
  checkEncoding(source, options);
  try {
    parse(source, {
      bom: true,
      trim: true,
      skip_empty_lines: true,
      // Ragged rows are reported by the visitor, in words that fit the other errors.
      relax_column_count: true,
      max_record_size: LONGEST_RECORD,
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
      `dataset csv: ${options.path}: ${inWords(error)}; quote whole fields, and double a quote that stands in one`,
      { cause: error },
    );
  }
}

/** Bytes of a row with a hundred thousand columns, and some: what is longer is no row, or a quote is not closed. */
const LONGEST_RECORD = 4_000_000;

function inWords({ message }: CsvError): string {
  return visibleText(shortened(message, LONGEST_REASON));
}

/** The parser quotes what it read. */
const LONGEST_REASON = 300;

const UTF_16LE = Buffer.from([0xff, 0xfe]);

function checkEncoding(source: Buffer, { path }: CsvOptions): void {
  // The parser knows UTF-16 by its byte order mark.
  if (isUtf8(source) || source.subarray(0, 2).equals(UTF_16LE)) return;
  throw new SparsweepError('invalid-data', `dataset csv: ${path}: it is not UTF-8; save it with that encoding`);
}
