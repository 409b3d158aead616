import { SparsweepError } from '@sparsweep/core';
import { cellText, type Table } from '@sparsweep/reporter';

/** Beyond this many cells, setting a table takes longer than anybody reads in it. */
const MOST_CELLS = 200_000;

/** Beyond this many characters, blanks included, the same. */
const MOST_CHARACTERS = 20_000_000;

/**
 * Checks that a table can be set for people, in seconds: every line is as long as the longest cells together.
 *
 * @throws SparsweepError `invalid-option` with the formats that have no such limit.
 */
export function requireReadable({ columns, rows }: Table): void {
  if (rows.length * columns.length > MOST_CELLS) {
    throw tooLarge(
      `${(rows.length * columns.length).toLocaleString('en')} cells, of at most ${MOST_CELLS.toLocaleString('en')}`,
    );
  }
  const widths = columns.map(({ kind }, index) =>
    rows.reduce((widest, row) => Math.max(widest, cellText(kind, row[index]).length), 0),
  );
  const characters = rows.length * widths.reduce((sum, width) => sum + width, 0);
  if (characters > MOST_CHARACTERS) {
    throw tooLarge(`${characters.toLocaleString('en')} characters, of at most ${MOST_CHARACTERS.toLocaleString('en')}`);
  }
}

function tooLarge(size: string): SparsweepError {
  return new SparsweepError(
    'invalid-option',
    `the answer is too large for a table: ${size}; ask for less, such as with LIMIT, or print it with --format csv`,
  );
}
