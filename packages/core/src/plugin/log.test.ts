import { describe, expect, it } from 'vitest';
import { log } from './log.ts';

describe('log', () => {
  // From mpmath 1.3.0 with 200 bits, rounded to float64.
  it.each([
    [5e-324, -744.4400719213812],
    [1e-300, -690.7755278982137],
    [0.13, -2.0402208285265546],
    [0.4, -0.916290731874155],
    [0.7065306587317578, -0.34738868256660566],
    [0.99, -0.01005033585350145],
    [1.0001, 9.999500033329732e-5],
    [3, 1.0986122886681098],
    [25, 3.2188758248682006],
    [1e300, 690.7755278982137],
  ])('of %d', (x, expected) => {
    expect(Math.abs(log(x) - expected)).toBeLessThanOrEqual(Math.abs(expected) * Number.EPSILON);
  });

  it('handles the ends of its domain and beyond', () => {
    expect([1, 0, -0, -1, Number.NaN, Number.POSITIVE_INFINITY].map(log)).toEqual([
      0,
      Number.NEGATIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      Number.NaN,
      Number.NaN,
      Number.POSITIVE_INFINITY,
    ]);
  });
});
