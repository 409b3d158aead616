import { describe, expect, it } from 'vitest';
import { applyBinary, applyUnary } from '../../../test/support/applyFunction.ts';
import { allMagnitudes, evenly, largestError, unitsBetween } from '../../../test/support/unitsInTheLastPlace.ts';
import type { MathFunction } from './mathFunctions.ts';

const { abs, exp, log1p, max } = Math;

/** Each function in float64, and the error that its doc comment states, in units in the last place. */
const FUNCTIONS: Readonly<Record<Exclude<MathFunction, 'pow'>, { exact: (x: number) => number; units: number }>> = {
  exp: { exact: exp, units: 1.1 },
  expm1: { exact: Math.expm1, units: 2 },
  log: { exact: Math.log, units: 1 },
  log1p: { exact: log1p, units: 2 },
  tanh: { exact: Math.tanh, units: 6 },
  sin: { exact: (x) => (abs(x) > 2 ** 28 ? Number.NaN : Math.sin(x)), units: 0.51 },
  cos: { exact: (x) => (abs(x) > 2 ** 28 ? Number.NaN : Math.cos(x)), units: 0.51 },
  atan: { exact: Math.atan, units: 3 },
  sigmoid: { exact: (x) => (x < 0 ? exp(x) : 1) / (1 + exp(-abs(x))), units: 2.5 },
  softplus: { exact: (x) => max(x, 0) + log1p(exp(-abs(x))), units: 2.5 },
  erf: { exact: erf, units: 1.2 },
};

/** erf x by its power series (DLMF 7.6.1), and by the continued fraction of erfc (DLMF 7.9.1) further out. */
function erf(x: number): number {
  const size = abs(x);
  if (size > 3) {
    let fraction = 0;
    for (let n = 80; n > 0; n--) fraction = n / 2 / (size + fraction);
    const complement = exp(-size * size) / Math.sqrt(Math.PI) / (size + fraction);
    return Math.sign(x) * (1 - (Number.isNaN(complement) ? 0 : complement));
  }
  let [sum, term] = [x, x];
  for (let n = 1; n < 100; n++) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

const NAMES = Object.keys(FUNCTIONS).filter((name): name is keyof typeof FUNCTIONS => name in FUNCTIONS);

describe.each(NAMES)('%s', (name) => {
  const { exact, units } = FUNCTIONS[name];

  it.each([
    ['all magnitudes', allMagnitudes(2 ** 18)],
    ['-20 to 20', evenly(-20, 20, 2 ** 18)],
    ['-1 to 1', evenly(-1, 1, 2 ** 18)],
    ['the ends of the range', Float32Array.of(-104, -103.97, -88, -87.4, 88.7, 88.72, 88.73, 88.8, 89, 89.5, 90, 1e38)],
  ])('keeps its stated error over %s', (_, x) => {
    const error = largestError(x, applyUnary(name, x), exact);
    expect(error.units, `at ${error.x}`).toBeLessThan(units);
  });

  it('has the right special values', () => {
    const x = Float32Array.of(0, -0, Infinity, -Infinity, Number.NaN, 1, -1, 2 ** -149, -(2 ** -149), 2 ** -126);
    const results = applyUnary(name, x);
    expect(largestError(x, results, exact).units).toBeLessThan(units);
    // Odd functions keep the sign of zero.
    if (exact(0) === 0) expect([...results.subarray(0, 2)]).toEqual([0, -0]);
  });
});

describe('pow', () => {
  it('agrees with Math.pow in all special cases', () => {
    const special = [
      0,
      1,
      2,
      3,
      4,
      0.5,
      1.5,
      0.999,
      Infinity,
      2 ** -149,
      2 ** -126,
      3e38,
      2 ** 24 - 1,
      2 ** 24,
      2 ** 31,
      1e-4,
      7,
    ];
    const numbers = [...special, ...special.map((value) => -value), Number.NaN].map(Math.fround);
    const x = Float32Array.from(numbers.flatMap((base) => numbers.map(() => base)));
    const y = Float32Array.from(numbers.flatMap(() => numbers));
    const results = applyBinary('pow', x, y);
    x.forEach((base, place) => {
      const [exponent, result] = [y[place] ?? 0, results[place] ?? 0];
      const exact = base ** exponent;
      expect(unitsBetween(result, exact), `${base} ** ${exponent}`).toBeLessThan(0.5001);
      if (Math.fround(exact) === 0) expect(result).toBe(Math.fround(exact));
    });
  });

  it('nearly always equals the rounded Math.pow', () => {
    const count = 2 ** 17;
    const base = evenly(-6, 6, count).map((value, place) => (place % 2 === 0 ? exp(value) : 1 + value / 600));
    const power = base.map((_, place) => ((place * 7919) % 2000) / (place % 2 === 0 ? 100 : 0.1) - 10);
    const results = applyBinary('pow', base, power);
    const error = largestError(base, results, (x, place) => x ** (power[place] ?? 0));
    expect(error.units, `at ${error.x}`).toBeLessThan(0.5001);
  });
});
