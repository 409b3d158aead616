import { describe, expect, it } from 'vitest';
import { halfCosine } from './halfCosine.ts';

describe('halfCosine', () => {
  // From mpmath 1.3.0 with 200 bits, rounded to float64.
  it.each([
    [0, 1],
    [0.1, 0.9755282581475768],
    [0.3, 0.7938926261462366],
    [0.5, 0.5],
    [0.6, 0.34549150281252633],
    [0.9, 0.024471741852423203],
    [1, 0],
  ])('at %d', (progress, expected) => {
    expect(Math.abs(halfCosine(progress) - expected)).toBeLessThanOrEqual(2 ** -52);
  });
});
