// Used by the tables in Node and by the charts in the browser, hence JavaScript.

/** @import { Spread } from '../reportData.ts' */

/** What stands where nothing was measured. */
export const NOTHING = '–';

/**
 * A fraction from 0 to 1 as a percentage with two decimals: 0.97851 is `97.85%`.
 *
 * @param {number | null} value
 * @returns {string}
 */
export function formatFraction(value) {
  return value === null ? NOTHING : `${(100 * value).toFixed(2)}%`;
}

/**
 * A number with four significant digits: `0.1830`, `12.35`, `12346`, `1.234e-5`.
 *
 * @param {number | null} value
 * @returns {string}
 */
export function formatNumber(value) {
  if (value === null) return NOTHING;
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e6)) return value.toExponential(3);
  return size >= 1000 ? value.toFixed(0) : value.toPrecision(4);
}

/**
 * A number as somebody would type it, with at most five significant digits: `0.001`, `64`, `3.4521e-7`.
 *
 * @param {number} value
 * @returns {string}
 */
export function formatSetting(value) {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(5)));
}

/**
 * Seconds with a precision of about one percent: `0.42`, `12.3`, `340`.
 *
 * @param {number | null} value
 * @returns {string}
 */
export function formatSeconds(value) {
  if (value === null) return NOTHING;
  return value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);
}

/**
 * Mean and standard deviation of fractions: `97.85 ± 0.42%`; the mean alone where there is one value.
 *
 * @param {Spread} spread
 * @returns {string}
 */
export function formatFractionSpread({ mean, sd }) {
  if (mean === null || sd === null) return formatFraction(mean);
  return `${(100 * mean).toFixed(2)} ± ${(100 * sd).toFixed(2)}%`;
}

/**
 * Mean and standard deviation of numbers, with the decimals that the mean has: `0.1830 ± 0.0021`.
 *
 * @param {Spread} spread
 * @returns {string}
 */
export function formatNumberSpread({ mean, sd }) {
  const text = formatNumber(mean);
  if (mean === null || sd === null) return text;
  if (text.includes('e')) return `${text} ± ${sd.toExponential(1)}`;
  return `${text} ± ${sd.toFixed(text.split('.')[1]?.length ?? 0)}`;
}
