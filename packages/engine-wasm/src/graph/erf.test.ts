import { expect, it } from 'vitest';
import { erf } from './erf.ts';

// scipy.special.erf of SciPy, in float64
it.each([
  [1e-20, 1.1283791670955125e-20],
  [0.01, 0.011283415555849616],
  [0.3, 0.3286267594591274],
  [0.9, 0.7969082124228322],
  [1.7, 0.9837904585907745],
  [2.6, 0.9997639655834707],
  [3.5, 0.9999992569016276],
  [4.4, 0.999999999510829],
  [5.9, 0.9999999999999999],
  [-1.1, -0.8802050695740817],
])('erf(%d) is %d to 15 digits', (x, expected) => {
  expect(Math.abs(erf(x) - expected)).toBeLessThan(1e-15 * Math.abs(expected));
});

it('erf is 1 far out, 0 at 0, and NaN of NaN', () => {
  expect([6.5, Number.POSITIVE_INFINITY, -9, 0].map(erf)).toEqual([1, 1, -1, 0]);
  expect(erf(Number.NaN)).toBeNaN();
});
