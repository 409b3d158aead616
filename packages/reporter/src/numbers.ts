import type { Spread } from './reportData.ts';

/** Stands where nothing was measured. */
export const NOTHING = '–';

/** The spread of no values. */
export const NO_SPREAD: Spread = { mean: null, sd: null, n: 0 };

/** Mean, sample standard deviation (null for a single value) and number of the values that are present. */
export function spreadOf(values: readonly (number | null | undefined)[]): Spread {
  const present = values.filter((value) => value !== null && value !== undefined);
  const n = present.length;
  if (n === 0) return NO_SPREAD;
  const mean = present.reduce((sum, value) => sum + value, 0) / n;
  const squares = present.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, sd: n === 1 ? null : Math.sqrt(squares / (n - 1)), n };
}

/** A fraction from 0 to 1 as a percentage with two decimals: 0.97851 is `97.85%`. */
export function formatFraction(value: number | null): string {
  return value === null ? NOTHING : `${(100 * value).toFixed(2)}%`;
}

/** A number with four significant digits: `0.1830`, `12.35`, `12346`, `1.234e-5`. */
export function formatNumber(value: number | null): string {
  if (value === null) return NOTHING;
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e6)) return value.toExponential(3);
  return size >= 1000 ? value.toFixed(0) : value.toPrecision(4);
}

/** The value of a setting in its shortest form, with at most five significant digits: `0.001`, `64`, `3.4521e-7`. */
export function formatSetting(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(5)));
}

/** Seconds with a precision of about one percent: `0.42`, `12.3`, `340`. */
export function formatSeconds(value: number | null): string {
  if (value === null) return NOTHING;
  return value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);
}

/** Mean and standard deviation of fractions: `97.85 ± 0.42%`; only the mean for a single value. */
export function formatFractionSpread({ mean, sd }: Spread): string {
  if (mean === null || sd === null) return formatFraction(mean);
  return `${(100 * mean).toFixed(2)} ± ${(100 * sd).toFixed(2)}%`;
}

/** Mean and standard deviation of numbers, with as many decimals as the mean has: `0.1830 ± 0.0021`. */
export function formatNumberSpread({ mean, sd }: Spread): string {
  const text = formatNumber(mean);
  if (mean === null || sd === null) return text;
  if (text.includes('e')) return `${text} ± ${sd.toExponential(1)}`;
  return `${text} ± ${sd.toFixed(text.split('.')[1]?.length ?? 0)}`;
}
