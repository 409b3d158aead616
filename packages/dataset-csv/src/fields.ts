import { shortened, visibleText } from '@sparsweep/core/plugin';

const MISSING = new Set(['', 'na', 'nan', '?', 'null']);

/** Each digit can be matched in one way only, so that a very long field takes no longer than it is. */
const DECIMAL = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/** Whether a field stands for a missing value: empty, `NA`, `NaN`, `?` or `null`, in capitals or not. */
export function isMissing(field: string): boolean {
  return field.length <= 4 && MISSING.has(field.toLowerCase());
}

/** The finite number that a field holds in decimal notation; null where it holds none. */
export function parseNumber(field: string): number | null {
  // Number() alone would also take 0x10, 0b1 and Infinity.
  const value = DECIMAL.test(field) ? Number(field) : Number.NaN;
  return Number.isFinite(value) ? value : null;
}

/** A field as it looks in a message: in quotes, on one line, and short. */
export function quoted(field: string): string {
  return `"${shown(field)}"`;
}

/** A field without quotes around it, on one line, and short. */
export function shown(field: string): string {
  return visibleText(shortened(field, LONGEST_QUOTE));
}

const LONGEST_QUOTE = 80;
