import { at } from '@sparsweep/core/plugin';

/** How far two engines may be apart, relative to the value, and absolutely where it is next to nothing. */
const RELATIVE = 1e-4;
const ABSOLUTE = 1e-6;

/** The worst difference of two lists of numbers, in units of what is allowed: at most 1 where they agree. */
export function disagreement(values: ArrayLike<number>, expected: ArrayLike<number>): number {
  let worst = values.length === expected.length ? 0 : Number.POSITIVE_INFINITY;
  for (let index = 0; index < values.length; index++) {
    const [value, other] = [at(values, index), at(expected, index)];
    if (Object.is(value, other)) continue;
    const ratio = Math.abs(value - other) / Math.max(RELATIVE * Math.abs(other), ABSOLUTE);
    worst = Number.isNaN(ratio) ? Number.POSITIVE_INFINITY : Math.max(worst, ratio);
  }
  return worst;
}
