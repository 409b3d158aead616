import { describe, expect, it } from 'vitest';
import { minimise, type Slope } from './minimise.ts';

/** Rosenbrock's function of two variables and its gradient. */
function rosenbrock(point: Float64Array): Slope {
  const [x = Number.NaN, y = Number.NaN] = point;
  const miss = y - x * x;
  return {
    value: 100 * miss * miss + (1 - x) ** 2,
    gradient: Float64Array.of(-400 * x * miss - 2 * (1 - x), 200 * miss),
  };
}

const LIMITS = { lower: Float64Array.of(-2, -2), upper: Float64Array.of(2, 2), steps: 100, tolerance: 1e-14 };

describe('a descent', () => {
  it('follows a curved valley to its end', () => {
    const { point, value } = minimise(rosenbrock, Float64Array.of(-1.2, 1), LIMITS);
    expect(point[0]).toBeCloseTo(1, 5);
    expect(point[1]).toBeCloseTo(1, 5);
    expect(value).toBeLessThan(1e-10);
  });

  it('ends at a bound where the minimum is beyond it', () => {
    // By hand: with x at most 0.5 the least is (1 - 0.5)^2, where y = x^2.
    const { point, value } = minimise(rosenbrock, Float64Array.of(-1, 1), {
      ...LIMITS,
      upper: Float64Array.of(0.5, 2),
    });
    expect(point[0]).toBe(0.5);
    expect(point[1]).toBeCloseTo(0.25, 5);
    expect(value).toBeCloseTo(0.25, 8);
  });

  it('stays on a plateau and never moves fixed variables', () => {
    const flat = (point: Float64Array): Slope => ({ value: 1, gradient: new Float64Array(point.length) });
    expect([...minimise(flat, Float64Array.of(0.3, 0.4), LIMITS).point]).toEqual([0.3, 0.4]);
    const bounds = { ...LIMITS, lower: Float64Array.of(-0.7, -2), upper: Float64Array.of(-0.7, 2) };
    const { point } = minimise(rosenbrock, Float64Array.of(-0.7, 1), bounds);
    expect(point[0]).toBe(-0.7);
    expect(point[1]).toBeCloseTo(0.49, 6);
  });
});
