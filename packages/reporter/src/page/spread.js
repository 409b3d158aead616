/** @import { Spread } from '../reportData.ts' */

/**
 * What there is to say of no values.
 *
 * @type {Spread}
 */
export const NO_SPREAD = { mean: null, sd: null, n: 0 };

/**
 * Mean, sample standard deviation (null for one value) and number of the values that are there.
 *
 * @param {readonly (number | null | undefined)[]} values
 * @returns {Spread}
 */
export function spreadOf(values) {
  const present = values.filter((value) => value !== null && value !== undefined);
  const n = present.length;
  if (n === 0) return NO_SPREAD;
  const mean = present.reduce((sum, value) => sum + value, 0) / n;
  const squares = present.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, sd: n === 1 ? null : Math.sqrt(squares / (n - 1)), n };
}
