import { isUtf8 } from 'node:buffer';
import { SparsweepError, shortened, visibleText } from '@sparsweep/core/plugin';
import { CsvError, parse } from 'csv-parse/sync';
import type { CsvOptions } from './options.ts';

/**
 * Calls `visit` with the trimmed fields of each record and the line on which it ends, from 1.
 *
 * Lines may end in LF, CRLF or CR, even mixed. A byte order mark and empty lines are skipped.
 *
 * @throws SparsweepError `invalid-data` for unmatched quotes, an overlong record or an invalid encoding; and whatever
 * `visit` throws.
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
      // The visitor reports rows of the wrong length.
      relax_column_count: true,
      max_record_size: LONGEST_RECORD,
      record_delimiter: ['\r\n', '\n', '\r'],
      delimiter: options.delimiter,
      on_record: (fields: string[], { lines }) => {
        visit(fields, lines);
        // Tells the parser not to keep the record.
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new SparsweepError(
      'invalid-data',
      `dataset csv: ${options.path}: ${inWords(error)}; quote whole fields, and double a quote inside a field`,
      { cause: error },
    );
  }
}

/** Enough bytes for a row of 100,000 columns. A longer record means an unclosed quote or that this is not a CSV file. */
const LONGEST_RECORD = 4_000_000;

function inWords({ message }: CsvError): string {
  return visibleText(shortened(message, LONGEST_REASON));
}

/** Limits the parser's messages, which quote the input. */
const LONGEST_REASON = 300;

const UTF_16LE = Buffer.from([0xff, 0xfe]);

function checkEncoding(source: Buffer, { path }: CsvOptions): void {
  // The parser detects UTF-16 by its byte order mark.
  if (isUtf8(source) || source.subarray(0, 2).equals(UTF_16LE)) return;
  throw new SparsweepError('invalid-data', `dataset csv: ${path}: it is not UTF-8 text; save it with that encoding`);
}
