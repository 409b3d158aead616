import { describe, expect, it } from 'vitest';
import { branin, hartmann6, mixedConditional, quality, rosenbrock5, type TestFunction, zdt1 } from './testFunctions.ts';

/** The losses at x1, x2, ... */
function at({ evaluate }: TestFunction, ...x: readonly number[]): readonly number[] {
  return evaluate(Object.fromEntries(x.map((value, i) => [`x${i + 1}`, value])));
}

describe('the test functions', () => {
  it.each([
    [-Math.PI, 12.275],
    [Math.PI, 2.275],
    [9.42478, 2.475],
  ])('Branin has its published minimum at %d, %d', (x1, x2) => {
    expect(at(branin, x1, x2)[0]).toBeCloseTo(0.397887, 6);
  });

  it('Hartmann 6 has its published minimum', () => {
    expect(at(hartmann6, 0.20169, 0.150011, 0.476874, 0.275332, 0.311652, 0.6573)[0]).toBeCloseTo(-3.32237, 5);
  });

  it('Rosenbrock 5 is 0 in its minimum, 4 in the origin and the sum of (1 - x)^2 along its valley', () => {
    expect(at(rosenbrock5, 1, 1, 1, 1, 1)).toEqual([0]);
    expect(at(rosenbrock5, 0, 0, 0, 0, 0)).toEqual([4]);
    expect(at(rosenbrock5, 2, 4, 16, 256, 65536)).toEqual([1 + 9 + 225 + 65025]);
  });

  it('the mixed function ends at 0, 0.2 and 0.1 in its branches', () => {
    const shared = { x: 0.3, rate: 0.01 };
    expect(mixedConditional.evaluate({ ...shared, branch: 0, strength: 10 ** -3.3 })[0]).toBeCloseTo(0, 12);
    expect(mixedConditional.evaluate({ ...shared, branch: 1, units: 40 })[0]).toBeCloseTo(0.2, 12);
    expect(mixedConditional.evaluate({ ...shared, branch: 2, dropout: 0.6 })[0]).toBeCloseTo(0.1, 12);
    // By hand: 0.7^2 + 0.1 * 2^2 = 0.89; 0.89 + 0.25 * (0 + 3 + 1)^2; 0.89 + 0.2 + 1; 0.89 + 0.1 + 0.72.
    const far = { x: 1, rate: 1 };
    expect(mixedConditional.evaluate({ ...far, branch: 0, strength: 1 })[0]).toBeCloseTo(4.89, 12);
    expect(mixedConditional.evaluate({ ...far, branch: 1, units: 20 })[0]).toBeCloseTo(2.09, 12);
    expect(mixedConditional.evaluate({ ...far, branch: 2, dropout: 0 })[0]).toBeCloseTo(1.71, 12);
  });

  it('ZDT1 has its front where all but the first variable are 0, and is bounded by 10', () => {
    expect(at(zdt1, 0.25, 0, 0, 0, 0, 0)).toEqual([0.25, 0.5]);
    expect(at(zdt1, 0, 1, 1, 1, 1, 1)).toEqual([0, 10]);
  });
});

describe('quality', () => {
  it('is the least loss', () => {
    expect(quality(branin, [[3], [0.5], [2]])).toBe(0.5);
  });

  it('is the dominated area with the sign changed', () => {
    // By hand: (1.1 - 0.1) (11 - 5) + (1.1 - 0.6) (5 - 2); (0.7, 3) and (0.6, 4) add nothing.
    expect(
      quality(zdt1, [
        [0.6, 2],
        [0.7, 3],
        [0.1, 5],
        [0.6, 4],
      ]),
    ).toBeCloseTo(-7.5, 12);
  });

  it('comes near the area above the front where the front is covered', () => {
    const front = Array.from({ length: 1001 }, (_, i) => at(zdt1, i / 1000, 0, 0, 0, 0, 0));
    expect(-quality(zdt1, front)).toBeCloseTo(zdt1.best, 2);
  });
});
