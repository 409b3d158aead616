import { at } from '@sparsweep/core/plugin';

/** The largest error of an array of results, and its position. */
export interface LargestError {
  /** Error over the distance between neighbouring float32 numbers at the exact result. */
  readonly units: number;
  readonly x: number;
}

/**
 * Compares results with exact ones. Where the exact one, rounded to float32, is NaN or infinite, any other result counts as
 * an infinite error.
 */
export function largestError(
  x: Float32Array,
  results: Float32Array,
  exact: (x: number, place: number) => number,
): LargestError {
  let largest: LargestError = { units: 0, x: Number.NaN };
  x.forEach((value, place) => {
    const units = unitsBetween(at(results, place), exact(value, place));
    if (units > largest.units) largest = { units, x: value };
  });
  return largest;
}

/** The error of one result, as `largestError` counts it. */
export function unitsBetween(result: number, exact: number): number {
  const rounded = Math.fround(exact);
  if (Object.is(rounded, result) && (rounded === 0 || !Number.isFinite(rounded))) return 0;
  if (!Number.isFinite(rounded) || !Number.isFinite(result)) return Number.POSITIVE_INFINITY;
  return Math.abs(result - exact) / unitAt(exact);
}

/** The distance between neighbouring float32 numbers. */
function unitAt(value: number): number {
  const exponent = Math.floor(Math.log2(Math.abs(value)));
  return 2 ** (Math.min(127, Math.max(-126, exponent)) - 23);
}

/** Float32 numbers spread evenly over all bit patterns: all magnitudes, both signs, denormals and NaN. */
export function allMagnitudes(count: number): Float32Array {
  const step = Math.floor(2 ** 32 / count);
  return new Float32Array(
    Uint32Array.from({ length: count }, (_, place) => place * step + ((place * 7919) % step)).buffer,
  );
}

/** Numbers spread evenly from `low` to `high`. */
export function evenly(low: number, high: number, count: number): Float32Array {
  return Float32Array.from({ length: count }, (_, place) => low + ((high - low) * place) / (count - 1));
}
