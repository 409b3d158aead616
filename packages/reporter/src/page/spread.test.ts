import { describe, expect, it } from 'vitest';
import { spreadOf } from './spread.js';

describe('spreadOf', () => {
  it('is mean and sample deviation of the values that are there', () => {
    // Squares of 2, 4, 4, 4, 5, 5, 7, 9 about their mean 5 sum to 32; over n - 1 = 7.
    const { mean, sd, n } = spreadOf([2, 4, null, 4, 4, 5, undefined, 5, 7, 9]);
    expect([mean, n]).toEqual([5, 8]);
    expect(sd).toBeCloseTo(Math.sqrt(32 / 7), 12);
  });

  it('has no deviation for one value and nothing for none', () => {
    expect(spreadOf([0.5])).toEqual({ mean: 0.5, sd: null, n: 1 });
    expect(spreadOf([null])).toEqual({ mean: null, sd: null, n: 0 });
  });
});
