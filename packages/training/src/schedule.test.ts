import type { Schedule } from '@sparsweep/core/plugin';
import { describe, expect, it } from 'vitest';
import { halfCosine, valueAt } from './schedule.ts';

/** The values of all epochs. */
function course(schedule: Schedule, epochs = 5): number[] {
  return Array.from({ length: epochs }, (_, epoch) => valueAt(schedule, epoch, epochs));
}

function expectClose(values: number[], expected: number[]): void {
  expect(values).toHaveLength(expected.length);
  for (const [index, value] of values.entries()) expect(value).toBeCloseTo(expected[index] ?? Number.NaN, 12);
}

describe('valueAt', () => {
  it('returns a plain number unchanged', () => {
    expect(valueAt(0.3, 2, 5)).toBe(0.3);
  });

  it('moves linearly from the first epoch to the last', () => {
    expectClose(course({ schedule: 'linear', from: 64, to: 8 }), [64, 50, 36, 22, 8]);
  });

  it('holds `from` before start and `to` after end', () => {
    expectClose(course({ schedule: 'linear', from: 1, to: 3, start: 0.25, end: 0.75 }), [1, 1, 2, 3, 3]);
  });

  it('follows half a cosine', () => {
    const quarter = (2 - Math.SQRT2) / 4;
    expectClose(course({ schedule: 'cosine', from: 1, to: 0 }), [1, 1 - quarter, 0.5, quarter, 0]);
  });

  it('follows the cubic of gradual pruning: fast at first, then slower', () => {
    // Sparsity 0.9 + (0 - 0.9)(1 - p)^3, so density 0.1 + 0.9 (1 - p)^3.
    expectClose(course({ schedule: 'cubic', from: 1, to: 0.1 }), [
      1,
      0.1 + (0.9 * 27) / 64,
      0.1 + 0.9 / 8,
      0.1 + 0.9 / 64,
      0.1,
    ]);
  });

  it('multiplies by the same factor every epoch when exponential', () => {
    expectClose(course({ schedule: 'exponential', from: 16, to: 1 }), [16, 8, 4, 2, 1]);
    expectClose(course({ schedule: 'exponential', from: -1, to: -16 }), [-1, -2, -4, -8, -16]);
  });

  it('rejects an exponential schedule to zero', () => {
    expect(() => course({ schedule: 'exponential', from: 1, to: 0 }, 3)).toThrow(/cannot go from 1 to 0/);
  });

  it('drops in equal steps', () => {
    expectClose(course({ schedule: 'steps', from: 1, to: 0, steps: 2 }), [1, 1, 0.5, 0.5, 0]);
    // 3/10 * 10 is above 3 and 7/10 * 10 below 7 in binary: both must count as drops.
    const tenths = course({ schedule: 'steps', from: 10, to: 0, steps: 10 }, 11);
    expectClose(tenths, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
    expectClose(course({ schedule: 'steps', from: 1, to: 5, end: 0.5 }), [1, 1, 5, 5, 5]);
  });

  it('returns `to` for a single epoch and from a start that equals the end', () => {
    expect(valueAt({ schedule: 'linear', from: 1, to: 2 }, 0, 1)).toBe(2);
    expectClose(course({ schedule: 'cosine', from: 1, to: 2, start: 0.5, end: 0.5 }), [1, 1, 2, 2, 2]);
  });
});

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
