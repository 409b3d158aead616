import type { Variable } from './functionBuilder.ts';

/**
 * Where an iteration stands along an axis: at element `variable / unit + plus`. Without a variable it stands at `plus`.
 * Units above 1 are for loops that count in bytes.
 */
export interface Index {
  readonly variable?: Variable;
  readonly unit: number;
  readonly plus: number;
}

/** Where an iteration stands along each axis; undefined for axes along which it does not stand anywhere yet. */
export type Indices = readonly (Index | undefined)[];

/** How many lanes of a vector count, from the first: a fixed number, or one of 1 to 4 that a variable (i32) holds. */
export type Lanes = 1 | 2 | 3 | 4 | Variable;

/** The first element along an axis. */
export const FIRST: Index = { unit: 1, plus: 0 };

/** How many lanes of the last vector count where so many elements, at least one, are cut into vectors. */
export function lanesOf(elements: number): 1 | 2 | 3 | 4 {
  return LANES_LEFT[elements % 4] ?? 4;
}

const LANES_LEFT = [4, 1, 2, 3] as const;
