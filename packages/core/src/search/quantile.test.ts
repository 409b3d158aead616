import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { choice, range } from '../../test/search/parameters.ts';
import { quantileOf, reflected, valueAtQuantile } from './quantile.ts';
import type { Domain } from './space.ts';

const integer = fc.integer({ min: -50, max: 50 });
const positive = fc.double({ min: 1e-3, max: 1e6, noNaN: true });
const distribution = fc.record({
  type: fc.constantFrom('normal' as const, 'logNormal' as const),
  mu: fc.double({ min: -3, max: 3, noNaN: true }),
  sigma: fc.double({ min: 0.1, max: 2, noNaN: true }),
});

/** Domains whose values are told apart by their shares. */
const discrete: fc.Arbitrary<Domain> = fc.oneof(
  fc.integer({ min: 1, max: 9 }).map((count) => choice(count)),
  fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 }).map((weights) => {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return choice(
      weights.length,
      weights.map((weight) => weight / total),
    );
  }),
  fc.tuple(integer, fc.nat(60)).map(([min, width]) => range(min, min + width, { integer: true })),
  fc
    .tuple(fc.integer({ min: 1, max: 50 }), fc.nat(500))
    .map(([min, width]) => range(min, min + width, { integer: true, log: true })),
  fc
    .tuple(integer, fc.nat(100), fc.constantFrom(0.1, 0.25, 0.3, 1, 7), fc.boolean())
    .map(([min, width, step, log]) => range(min / 10, min / 10 + width, { step, log })),
  distribution.map((domain) => ({ ...domain, integer: true })),
);

const continuous: fc.Arbitrary<Domain> = fc.oneof(
  fc.tuple(fc.double({ min: -100, max: 100, noNaN: true }), positive).map(([min, width]) => range(min, min + width)),
  fc
    .tuple(positive, fc.double({ min: 1.001, max: 1e9, noNaN: true }))
    .map(([min, factor]) => range(min, min * factor, { log: true })),
  distribution.map((domain) => ({ ...domain, integer: false })),
);

const quantile = fc.double({ min: 0.000_01, max: 0.999_99, noNaN: true });

describe('the quantile of a value', () => {
  it('inverts valueAtQuantile for discrete values', () => {
    fc.assert(
      fc.property(discrete, quantile, (domain, q) => {
        const value = valueAtQuantile(domain, q);
        expect(valueAtQuantile(domain, quantileOf(domain, value))).toBe(value);
      }),
    );
  });

  it('is the quantile that led to the value where there is one between any two', () => {
    fc.assert(
      fc.property(continuous, quantile, (domain, q) => {
        expect(quantileOf(domain, valueAtQuantile(domain, q))).toBeCloseTo(q, 8);
      }),
    );
  });

  it('is at least 0 and less than 1, and grows with the value', () => {
    fc.assert(
      fc.property(fc.oneof(discrete, continuous), fc.array(quantile, { minLength: 2 }), (domain, quantiles) => {
        const sorted = quantiles.map((q) => valueAtQuantile(domain, q)).toSorted((a, b) => a - b);
        const back = sorted.map((value) => quantileOf(domain, value));
        expect(back.every((q) => q >= 0 && q < 1)).toBe(true);
        expect(back.every((q, i) => q <= (back[i + 1] ?? 1) + 1e-12)).toBe(true);
      }),
    );
  });

  it.each<readonly [string, Domain, number, number]>([
    ['a third choice of four', choice(4), 2, 0.625],
    ['a choice after one of probability 0', choice(3, [0.5, 0, 0.5]), 2, 0.75],
    ['the first of four whole numbers', range(3, 6, { integer: true }), 3, 0.125],
    ['the last of four whole numbers', range(3, 6, { integer: true }), 6, 0.875],
    // 1 has the share of 0.5 to 1.5, which is ln(3) of ln(9).
    ['a whole number by its logarithm', range(1, 4, { integer: true, log: true }), 1, 0.25],
    ['the third of five steps', range(0.1, 0.5, { step: 0.1 }), 0.3, 0.5],
    ['the last step below the end of the range', range(0, 1, { step: 0.3 }), 0.9, 0.875],
    ['a number of a range', range(-1, 3), 0, 0.25],
    ['a number of a logarithmic range', range(1e-4, 1, { log: true }), 1e-3, 0.25],
    ['the only value of a range', range(5, 5), 5, 0.5],
    ['the mean', { type: 'normal', mu: 3, sigma: 2, integer: false }, 3, 0.5],
    ['one deviation more', { type: 'normal', mu: 3, sigma: 2, integer: false }, 5, 0.8413447460685429],
    ['the median of a logarithm', { type: 'logNormal', mu: 3, sigma: 2, integer: false }, Math.exp(3), 0.5],
    ['the mean, rounded', { type: 'normal', mu: 3, sigma: 2, integer: true }, 3, 0.5],
    // The numbers below 0.5 are rounded to 0: a share of normalCdf(ln(0.5)), of which it has half.
    ['0, rounded', { type: 'logNormal', mu: 0, sigma: 1, integer: true }, 0, 0.244_108_595_785_582_4 / 2],
  ])('is, for %s, that of its middle', (_, domain, value, expected) => {
    expect(quantileOf(domain, value)).toBeCloseTo(expected, 12);
  });

  it('is that of the nearest end for values outside', () => {
    expect(quantileOf(range(2, 4), 1)).toBe(0);
    expect(quantileOf(range(2, 4), 9)).toBe(1 - 2 ** -53);
    expect(quantileOf(range(1, 4, { integer: true }), 0)).toBe(0.125);
    expect(quantileOf(range(0, 1, { step: 0.25 }), 7)).toBe(0.9);
    expect(quantileOf(range(1e-3, 1, { log: true }), -1)).toBe(0);
    expect(quantileOf({ type: 'logNormal', mu: 0, sigma: 1, integer: false }, -3)).toBe(0);
    expect(quantileOf({ type: 'normal', mu: 0, sigma: 1, integer: false }, 50)).toBe(1 - 2 ** -53);
  });
});

describe('the value at a quantile', () => {
  it.each<readonly [string, Domain, readonly number[], readonly number[]]>([
    ['choices', choice(4), [0, 0.24, 0.25, 0.5, 0.999], [0, 0, 1, 2, 3]],
    ['choices with probabilities', choice(3, [0.5, 0, 0.5]), [0, 0.49, 0.5, 0.999], [0, 0, 2, 2]],
    ['a range', range(-1, 3), [0, 0.25, 0.5], [-1, 0, 1]],
    ['whole numbers', range(3, 6, { integer: true }), [0, 0.24, 0.26, 0.999], [3, 3, 4, 6]],
    ['steps', range(0, 1, { step: 0.3 }), [0, 0.26, 0.51, 0.999], [0, 0.3, 0.6, 0.9]],
    [
      'whole numbers by their logarithm',
      range(1, 4, { integer: true, log: true }),
      [0, 0.49, 0.51, 0.999],
      [1, 1, 2, 4],
    ],
  ])('divides %s by their shares', (_, domain, quantiles, values) => {
    expect(quantiles.map((q) => valueAtQuantile(domain, q))).toEqual(values);
  });

  it('is 0, never -0, where a negative number is rounded to 0', () => {
    expect(valueAtQuantile({ type: 'normal', mu: 0, sigma: 0.1, integer: true }, 0.4)).toBe(0);
  });

  it('is finite at either end of a distribution', () => {
    const domain: Domain = { type: 'normal', mu: 0, sigma: 1, integer: false };
    expect(valueAtQuantile(domain, 0)).toBeCloseTo(-8.209_536_151_601_387, 12);
    expect(valueAtQuantile(domain, 1 - 2 ** -53)).toBeCloseTo(8.209_536_151_601_387, 12);
  });
});

describe('a reflected number', () => {
  it.each([
    [0.25, 0.25],
    [0, 0],
    [-0.25, 0.25],
    [1.25, 0.75],
    [2.25, 0.25],
    [-1.25, 0.75],
    [3.5, 0.5],
  ])('of %d is %d', (value, expected) => {
    expect(reflected(value)).toBe(expected);
  });

  it('is less than 1', () => {
    expect(reflected(1)).toBeLessThan(1);
    expect(reflected(1)).toBeCloseTo(1, 15);
  });
});
