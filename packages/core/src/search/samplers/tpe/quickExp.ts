import { exp } from '../../../plugin/exp.ts';

/** The least argument. */
export const LEAST_EXPONENT = -27;

const STEPS = 8;
/** e to the power of 0, -1/8, -2/8, ... */
const POWERS = Float64Array.from({ length: 1 - LEAST_EXPONENT * STEPS }, (_, index) => exp(-index / STEPS));

/**
 * e to the power of x, -27 <= x <= 0, to 12 digits, several times as quickly as `exp` and as much the same everywhere:
 * a tabulated power times the Taylor series of the rest, which is at most 1/16.
 */
export function quickExp(x: number): number {
  const index = Math.round(-x * STEPS);
  const r = x + index / STEPS;
  const series = 1 + r * (1 + (r / 2) * (1 + (r / 3) * (1 + (r / 4) * (1 + (r / 5) * (1 + r / 6)))));
  return (POWERS[index] ?? 0) * series;
}
