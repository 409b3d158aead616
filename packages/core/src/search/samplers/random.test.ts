import { describe, expect, it } from 'vitest';
import { choice, parameter, range, spaceOf } from '../../../test/search/parameters.ts';
import { begin, search } from '../../../test/search/searchRun.ts';
import { randomStreams } from '../../run/plan/randomStreams.ts';
import type { Domain, Draw, Parameter } from '../space.ts';
import { random, randomDraw } from './random.ts';

const SEED = 20_261_123;

/** Draws of a whole space, repeats allowed. */
function proposals(parameters: readonly Parameter[], count: number, seed = SEED): readonly Draw[] {
  const streams = randomStreams(seed);
  return Array.from({ length: count }, (_, i) => randomDraw(spaceOf(...parameters), streams(`proposal ${i}`)));
}

/** Draws of one parameter. */
function draws(domain: Domain, count: number): readonly number[] {
  return proposals([parameter('x', domain)], count).map(({ x = Number.NaN }) => x);
}

/** How often each of some values was drawn. */
function counts(values: readonly number[], of: readonly number[]): readonly number[] {
  return of.map((value) => values.filter((drawn) => drawn === value).length);
}

/** Pearson's chi-square of observed counts against expected shares. */
function chiSquare(observed: readonly number[], shares: readonly number[]): number {
  const total = observed.reduce((sum, count) => sum + count, 0);
  return observed.reduce((sum, count, i) => {
    const expected = total * (shares[i] ?? Number.NaN);
    return sum + (count - expected) ** 2 / expected;
  }, 0);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviation(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
}

/** The largest distance between the distribution of values and a uniform one on [0, 1] (Kolmogorov and Smirnov). */
function distanceFromUniform(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return Math.max(...sorted.map((value, i) => Math.max(value - i / sorted.length, (i + 1) / sorted.length - value)));
}

/** Critical values for a chance of 1 in 1000: of chi-square by degrees of freedom, and of the distance above. */
const CHI_SQUARE = { 3: 16.27, 5: 20.52, 9: 27.88 } as const;
const DISTANCE = (count: number) => 1.95 / Math.sqrt(count);

const SPACE = [
  parameter('method', choice(3, [0.5, 0.25, 0.25])),
  parameter('rate', range(1e-4, 1e-1, { log: true })),
  parameter('k', range(2, 32, { integer: true }), { parameter: 'method', choice: 1 }),
];

describe('the proposals of a random search', () => {
  const trial = { sampler: random, options: {}, space: spaceOf(...SPACE), evaluate: () => [0] };

  it('are independent of what was proposed before and how it did', () => {
    const whole = search({ ...trial, budget: 12 });
    const later = begin({ ...trial, budget: 12 }).next(whole.slice(0, 5));
    expect(later.draws).toEqual(whole.slice(5).map(({ draw }) => draw));
  });

  it('differ from each other and from seed to seed', () => {
    const [first, second] = [proposals(SPACE, 50), proposals(SPACE, 50, SEED + 1)];
    expect(new Set(first.map((draw) => JSON.stringify(draw))).size).toBe(50);
    expect(first.filter((draw, i) => draw.rate === second[i]?.rate)).toEqual([]);
  });

  it('contain a conditional parameter only with its choice', () => {
    const drawn = proposals(SPACE, 200);
    const hasK = (draw: Draw) => 'k' in draw;
    expect(drawn.filter(hasK).length).toBeGreaterThan(0);
    expect(drawn.every((draw) => hasK(draw) === (draw.method === 1))).toBe(true);
  });
});

describe('a random draw', () => {
  it('takes every choice as often as another', () => {
    expect(chiSquare(counts(draws(choice(4), 4000), [0, 1, 2, 3]), [0.25, 0.25, 0.25, 0.25])).toBeLessThan(
      CHI_SQUARE[3],
    );
  });

  it('takes choices by their probabilities, and never one of probability 0', () => {
    const observed = counts(draws(choice(5, [0.4, 0, 0.3, 0.2, 0.1]), 4000), [0, 1, 2, 3, 4]);
    expect(observed[1]).toBe(0);
    expect(
      chiSquare(
        observed.filter((_, i) => i !== 1),
        [0.4, 0.3, 0.2, 0.1],
      ),
    ).toBeLessThan(CHI_SQUARE[3]);
  });

  it('stays in range for probabilities that sum to slightly less than 1', () => {
    const stream = { uniform: () => 1 - 2 ** -53, integer: () => 0 };
    expect(randomDraw(spaceOf(parameter('x', choice(4, [0.1, 0.2, 0.699_999_5, 0]))), stream)).toEqual({ x: 2 });
  });

  it('takes every whole number of a range as often as another, the ends included', () => {
    const observed = counts(draws(range(-2, 3, { integer: true }), 6000), [-2, -1, 0, 1, 2, 3]);
    expect(
      chiSquare(
        observed,
        Array.from({ length: 6 }, () => 1 / 6),
      ),
    ).toBeLessThan(CHI_SQUARE[5]);
    expect(draws(range(7, 7, { integer: true }), 3)).toEqual([7, 7, 7]);
  });

  it('takes every step of a range as often as another', () => {
    const steps = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6];
    const observed = counts(draws(range(0.1, 0.65, { step: 0.1 }), 6000), steps);
    expect(observed.reduce((sum, count) => sum + count, 0)).toBe(6000);
    expect(
      chiSquare(
        observed,
        Array.from({ length: 6 }, () => 1 / 6),
      ),
    ).toBeLessThan(CHI_SQUARE[5]);
  });

  it('is uniform over a continuous range', () => {
    const values = draws(range(-3, 5), 4000);
    expect(values.every((value) => value >= -3 && value <= 5)).toBe(true);
    expect(distanceFromUniform(values.map((value) => (value + 3) / 8))).toBeLessThan(DISTANCE(4000));
  });

  it('is uniform in the logarithm over a logarithmic range', () => {
    const values = draws(range(1e-4, 1e-1, { log: true }), 4000);
    expect(values.every((value) => value >= 1e-4 && value <= 1e-1)).toBe(true);
    expect(distanceFromUniform(values.map((value) => Math.log10(value / 1e-4) / 3))).toBeLessThan(DISTANCE(4000));
  });

  it('gives each whole number of a logarithmic range the share of its stretch of the logarithm', () => {
    const numbers = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    const shares = numbers.map((n) => Math.log((n + 0.5) / (n - 0.5)) / Math.log(10.5 / 0.5));
    const values = draws(range(1, 10, { integer: true, log: true }), 8000);
    expect(values.every((value) => numbers.includes(value))).toBe(true);
    expect(chiSquare(counts(values, numbers), shares)).toBeLessThan(CHI_SQUARE[9]);
  });

  it('reaches all of a range of more than 2^32 whole numbers', () => {
    const most = 2 ** 40;
    const values = draws(range(1, most, { integer: true }), 4000);
    expect(values.every((value) => Number.isInteger(value) && value >= 1 && value <= most)).toBe(true);
    expect(distanceFromUniform(values.map((value) => value / most))).toBeLessThan(DISTANCE(4000));
  });

  it('follows a normal distribution', () => {
    const values = draws({ type: 'normal', mu: 3, sigma: 2, integer: false }, 10_000);
    // Four standard errors: of the mean sigma / sqrt(n), of the deviation sigma / sqrt(2 n).
    expect(Math.abs(mean(values) - 3)).toBeLessThan(4 * 0.02);
    expect(Math.abs(deviation(values) - 2)).toBeLessThan(4 * 0.01415);
    const tail = values.filter((value) => value > 3 + 2 * 1.96).length / values.length;
    expect(Math.abs(tail - 0.025)).toBeLessThan(4 * Math.sqrt((0.025 * 0.975) / 10_000));
  });

  it('follows a normal distribution in the logarithm', () => {
    const values = draws({ type: 'logNormal', mu: -5, sigma: 0.5, integer: false }, 10_000).map(Math.log);
    expect(Math.abs(mean(values) + 5)).toBeLessThan(4 * 0.005);
    expect(Math.abs(deviation(values) - 0.5)).toBeLessThan(4 * 0.003_54);
  });

  it('rounds a distribution where whole numbers are needed', () => {
    const values = draws({ type: 'normal', mu: 10, sigma: 3, integer: true }, 1000);
    expect(values.every(Number.isInteger)).toBe(true);
    expect(Math.abs(mean(values) - 10)).toBeLessThan(4 * 0.1);
  });
});
