import { expect, it } from 'vitest';
import { parameter, range, spaceOf } from '../../../../test/search/parameters.ts';
import type { Outcome } from '../../sampler.ts';
import { startRanking } from './record.ts';

const space = spaceOf(parameter('x', range(0, 1)));

function history(losses: readonly (readonly number[] | null)[]): readonly Outcome[] {
  return losses.map((loss, i) => ({ draw: { x: i / losses.length }, losses: loss }));
}

it('has the best tenth, rounded up and at most 25, however the history came', () => {
  // A permutation of 0 .. 1000 (7 and 1009 have no common factor).
  const losses = Array.from({ length: 1008 }, (_, i) => [((i + 1) * 7) % 1009]);
  const all = history(losses);
  const least = (count: number, size: number) => {
    const order = [...losses.slice(0, count).keys()].sort((a, b) => (losses[a]?.[0] ?? 0) - (losses[b]?.[0] ?? 0));
    return order.slice(0, size).sort((a, b) => a - b);
  };
  const split = startRanking(space, 1);
  for (const [count, size] of [
    [1, 1],
    [11, 2],
    [200, 20],
    [1008, 25],
  ] as const) {
    expect(split(all.slice(0, count)).good).toEqual(least(count, size));
    expect(startRanking(space, 1)(all.slice(0, count)).good).toEqual(least(count, size));
  }
});

it('finds nothing good in failures', () => {
  expect(startRanking(space, 1)(history([null, null])).good).toEqual([]);
  expect(startRanking(space, 1)(history([null, [3], null])).good).toEqual([1]);
});

it('takes the first front, and what dominates most of the next', () => {
  // 21 outcomes: 3 good ones. (1, 1) dominates all; of the next front, (2, 3) and (4, 2) dominate most.
  const far = Array.from({ length: 16 }, (_, i) => [9 + i, 9 + i]);
  const all = history([[2, 3], [1.5, 8], ...far, [1, 1], [4, 2], [8.5, 1.9]]);
  expect(startRanking(space, 2)(all).good).toEqual([0, 18, 19]);
});
