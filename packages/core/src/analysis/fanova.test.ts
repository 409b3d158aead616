import { describe, expect, it } from 'vitest';
import { choice, parameter, range, spaceOf } from '../../test/search/parameters.ts';
import { mixedConditional } from '../../test/search/testFunctions.ts';
import { randomStreams } from '../run/plan/randomStreams.ts';
import { randomDraw } from '../search/samplers/random.ts';
import type { Draw, Space } from '../search/space.ts';
import { fanova } from './fanova.ts';

const stream = (seed = 0) => randomStreams(seed)('forest');

/** Points that are spread evenly over [0, 1)^4: the sequence of Roberts (2018), which other programs can repeat. */
function evenPoints(count: number): readonly (readonly number[])[] {
  let phi = 1;
  for (let i = 0; i < 200; i++) phi = (1 + phi) ** (1 / 5);
  return Array.from({ length: count }, (_, i) => [1, 2, 3, 4].map((k) => (0.5 + (i + 1) * phi ** -k) % 1));
}

function randomDraws(space: Space, count: number): readonly Draw[] {
  const draws = randomStreams(1)('draws');
  return Array.from({ length: count }, () => randomDraw(space, draws));
}

function expectShares(found: readonly (number | null)[], shares: readonly number[], tolerance: number): void {
  expect(found).toHaveLength(shares.length);
  for (const [i, share] of shares.entries()) {
    expect(Math.abs((found[i] ?? Number.NaN) - share), `parameter ${i}`).toBeLessThan(tolerance);
  }
}

describe('the functional analysis of variance', () => {
  it.each([
    // FanovaImportanceEvaluator(seed) of Optuna 5.0.0 on the same points: means over the seeds 0 to 4.
    { count: 150, optuna: [0.543, 0.1729, 0.0174] },
    { count: 400, optuna: [0.5245, 0.2372, 0.0052] },
  ])('is that of Optuna on $count points', ({ count, optuna }) => {
    const space = spaceOf(parameter('a', range(0, 1)), parameter('d', range(0, 10)), parameter('e', range(0, 1)));
    const rows = evenPoints(count).map(([a = 0, d = 0, , e = 0]) => ({ a, d: 10 * d, e }));
    const values = rows.map(({ a, d, e }) => 2 * a + 3 * Math.abs(d / 10 - 0.5) + 4 * (a - 0.5) * (e - 0.5));
    expectShares(fanova(space, rows, values, stream()), optuna, 0.02);
  });

  it('finds known shares of a logarithmic range, a choice and an irrelevant parameter', () => {
    const space = spaceOf(
      parameter('rate', range(1e-4, 1, { log: true })),
      parameter('idle', range(0, 1)),
      parameter('method', { type: 'choice', labels: ['a', 'b', 'c'], probabilities: [0.5, 0.25, 0.25] }),
    );
    const draws = randomDraws(space, 1000);
    const effect = [0, 1, 0];
    const values = draws.map(({ rate = 0, method = 0 }) => Math.log10(rate) / 2 + (effect[method] ?? 0));
    const rows = draws.map((draw) => ({ ...draw, method: ['a', 'b', 'c'][draw.method ?? 0] ?? '' }));
    // Variances: of a uniform number over a width of 2, and of a fair chance of 1 / 4.
    const [rate, method] = [4 / 12, 3 / 16];
    const total = rate + method;
    expectShares(fanova(space, rows, values, stream()), [rate / total, 0, method / total], 0.02);
  });

  it('credits no single parameter with an interaction', () => {
    const space = spaceOf(parameter('a', range(0, 1)), parameter('b', choice(2)));
    const draws = randomDraws(space, 1000);
    const values = draws.map(({ a = 0, b = 0 }) => (b === 1 ? a - 0.5 : 0.5 - a));
    expectShares(fanova(space, draws, values, stream()), [0, 0], 0.02);
  });

  it('measures a conditional parameter where it exists and credits its presence to the choice', () => {
    const { space, evaluate } = mixedConditional;
    const draws = randomDraws(space, 600);
    const values = draws.map((draw) => evaluate(draw)[0] ?? Number.NaN);
    // By quadrature of the function, whose parameters are independent where they exist (numpy, midpoint rule).
    expectShares(fanova(space, draws, values, stream()), [0.2171, 0.016, 0.148, 0.0433, 0.1325, 0.0063], 0.05);
  });

  it('does not credit a parameter with the choice that brings it', () => {
    const space = spaceOf(
      parameter('method', choice(2)),
      parameter('k', range(1, 9, { integer: true }), { parameter: 'method', choice: 1 }),
    );
    const draws = randomDraws(space, 200);
    const values = draws.map(({ method = 0 }) => method);
    expect(fanova(space, draws, values, stream())).toEqual([1, 0]);
  });

  it('is reproducible for a stream, and null for a constant metric', () => {
    const space = spaceOf(parameter('a', range(0, 1)), parameter('b', choice(1)));
    const draws = randomDraws(space, 50);
    const values = draws.map(({ a = 0 }) => a ** 2);
    expect(fanova(space, draws, values, stream(5))).toEqual(fanova(space, draws, values, stream(5)));
    expect(fanova(space, draws, values, stream(5))).not.toEqual([null, null]);
    expect(
      fanova(
        space,
        draws,
        draws.map(() => 3),
        stream(),
      ),
    ).toEqual([null, null]);
    expect(fanova(space, [], [], stream())).toEqual([null, null]);
  });
});
