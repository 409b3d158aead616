import type { Dim } from '../graph/dim.ts';

/** Two numbers of rows for which the same was traced. */
export interface RowPair {
  readonly first: number;
  readonly second: number;
}

/** A number that is `factor * rows ** power`; the power may be negative. */
export interface RowTerm {
  readonly factor: number;
  readonly power: number;
}

/** How far a quotient of two float32 numbers may be from the power of rows that it stands for. */
const TOLERANCE = 1e-6;

/** The power of the number of rows that is `first` for one and `second` for the other; null where there is none. */
export function unifyNumber(first: number, second: number, rows: RowPair): RowTerm | null {
  if (Object.is(first, second)) return { factor: first, power: 0 };
  const exact = Math.log(second / first) / Math.log(rows.second / rows.first);
  const power = Math.round(exact);
  if (!Number.isFinite(exact) || power === 0) return null;
  const factor = first / rows.first ** power;
  return Math.abs(factor * rows.second ** power - second) <= TOLERANCE * Math.abs(second) ? { factor, power } : null;
}

/** The same for a length, of which there are whole numbers only; null where there is none. */
export function unifyDim(first: Dim, second: Dim, rows: RowPair): Dim | null {
  if (typeof first !== 'number' || typeof second !== 'number') return null;
  if (first === second) return first;
  const term = unifyNumber(first, second, rows);
  if (term === null) return null;
  const factor = Math.round(term.factor);
  const isWhole = factor > 0 && term.power > 0 && factor * rows.second ** term.power === second;
  return isWhole && factor * rows.first ** term.power === first ? { factor, power: term.power } : null;
}
