import { shortened, visibleText } from '@sparsweep/core/plugin';

const MISSING = new Set(['', 'na', 'nan', '?', 'null']);

/** Unambiguous, so that matching takes linear time for very long fields. */
const DECIMAL = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/** Whether a field is a missing value: empty, `NA`, `NaN`, `?` or `null`, ignoring case. */
export function isMissing(field: string): boolean {
  return field.length <= 4 && MISSING.has(field.toLowerCase());
}

/** Parses a finite number in decimal notation; null for anything else. */
export function parseNumber(field: string): number | null {
  // Number() alone also accepts 0x10, 0b1 and Infinity.
  const value = DECIMAL.test(field) ? Number(field) : Number.NaN;
  return Number.isFinite(value) ? value : null;
}

/** A field for a message: quoted, on one line and shortened. */
export function quoted(field: string): string {
  return `"${shown(field)}"`;
}

/** A field for a message: on one line and shortened, without quotes. */
export function shown(field: string): string {
  return visibleText(shortened(field, LONGEST_QUOTE));
}

const LONGEST_QUOTE = 80;
