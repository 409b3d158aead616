import { describe, expect, it } from 'vitest';
import { parameter, range, spaceOf } from '../../../../test/search/parameters.ts';
import { randomStreams } from '../../../run/plan/randomStreams.ts';
import { ATTEMPTS } from '../random.ts';
import { candidates, recovered } from './candidates.ts';
import { roundDistribution } from './distribution.ts';

const SPACE = spaceOf(parameter('x', range(0, 1)), parameter('n', range(1, 4, { integer: true })));
const MIDDLE = roundDistribution([0.5, 0.5], 1 / 6);
const stream = () => randomStreams(2)('proposal 3');

describe('the candidates', () => {
  it('stand for draws at their quantiles', () => {
    for (const { point, draw } of candidates(SPACE, MIDDLE, stream())) {
      const [x = Number.NaN, n = Number.NaN] = point;
      expect(draw.x).toBeCloseTo(x, 15);
      expect(draw.n).toBe(1 + Math.floor(4 * n));
    }
  });

  it('are all inside, by new draws as long as these help', () => {
    // Half of all points lie outside on the left: reflected ones would be as many as those drawn inside.
    const points = [...candidates(SPACE, roundDistribution([0, 0.5], 0.1), stream())];
    expect(points.every(({ point }) => point.every((quantile) => quantile >= 0 && quantile < 1))).toBe(true);
    // Of 100 attempts half are of avail, give or take 5; of all others each.
    expect(Math.abs(points.length - (ATTEMPTS - 50))).toBeLessThan(20);
  });

  it('come to an end even far outside', () => {
    expect([...candidates(SPACE, roundDistribution([7, 7], 0.01), stream())]).toHaveLength(ATTEMPTS - 100);
  });
});

describe('the point of a draw', () => {
  it('is that of the first candidate with its values', () => {
    const [first, second] = candidates(SPACE, MIDDLE, stream());
    expect(recovered(SPACE, MIDDLE, stream(), first?.draw ?? {})).toEqual(first?.point);
    expect(recovered(SPACE, MIDDLE, stream(), second?.draw ?? {})).toEqual(second?.point);
    const whole = spaceOf(parameter('n', range(1, 4, { integer: true })));
    const line = roundDistribution([0.5], 1 / 6);
    const one = [...candidates(whole, line, stream())].find(({ draw }) => draw.n === 1);
    expect(recovered(whole, line, stream(), { n: 1 })).toEqual(one?.point);
  });

  it('is missing when the draw came from elsewhere', () => {
    expect(recovered(SPACE, MIDDLE, stream(), { x: 0.123, n: 2 })).toBeUndefined();
  });
});
