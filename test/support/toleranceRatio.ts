import { at } from '@sparsweep/core/plugin';

/** The tolerance between two engines: relative to the value, and absolute where the value is close to 0. */
const RELATIVE = 1e-4;
const ABSOLUTE = 1e-6;

/** The largest difference between two lists of numbers as a multiple of the tolerance: at most 1 where they agree. */
export function toleranceRatio(values: ArrayLike<number>, expected: ArrayLike<number>): number {
  let worst = values.length === expected.length ? 0 : Number.POSITIVE_INFINITY;
  for (let index = 0; index < values.length; index++) {
    const [value, other] = [at(values, index), at(expected, index)];
    if (Object.is(value, other)) continue;
    const ratio = Math.abs(value - other) / Math.max(RELATIVE * Math.abs(other), ABSOLUTE);
    worst = Number.isNaN(ratio) ? Number.POSITIVE_INFINITY : Math.max(worst, ratio);
  }
  return worst;
}
