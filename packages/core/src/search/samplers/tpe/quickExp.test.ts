import { expect, it } from 'vitest';
import { LEAST_EXPONENT, quickExp } from './quickExp.ts';

it('is the exponential function to 12 digits', () => {
  for (let x = LEAST_EXPONENT; x <= 0; x += 0.0371) expect(Math.abs(quickExp(x) / Math.exp(x) - 1)).toBeLessThan(1e-12);
  expect(quickExp(0)).toBe(1);
  expect(Math.abs(quickExp(LEAST_EXPONENT) / Math.exp(LEAST_EXPONENT) - 1)).toBeLessThan(1e-12);
});
