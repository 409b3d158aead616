import { expect, it } from 'vitest';
import { crowdingDistances } from './crowdingDistances.ts';

const INFINITE = Number.POSITIVE_INFINITY;

it('sums the gaps around a point, as shares of the range of each loss', () => {
  // Both losses range over 10. Around (2, 6): 4 - 0 and 10 - 5; around (4, 5): 10 - 2 and 6 - 0.
  const distances = crowdingDistances([
    [4, 5],
    [0, 10],
    [10, 0],
    [2, 6],
  ]);
  expect(distances[0]).toBeCloseTo(0.8 + 0.6, 12);
  expect(distances.slice(1, 3)).toEqual([INFINITE, INFINITE]);
  expect(distances[3]).toBeCloseTo(0.4 + 0.5, 12);
});

it('takes each loss in its own order and by its own range', () => {
  // Losses 0..4, 0..40 and 0..400, of which the middle point has neighbours at 1 and 3, 0 and 20, 100 and 400.
  const distances = crowdingDistances([
    [0, 40, 100],
    [1, 0, 400],
    [2, 10, 200],
    [3, 20, 0],
    [4, 30, 100],
  ]);
  expect(distances[2]).toBeCloseTo(2 / 4 + 20 / 40 + 300 / 400, 12);
});

it('leaves out a loss that is the same everywhere', () => {
  expect(
    crowdingDistances([
      [1, 5],
      [2, 5],
      [4, 5],
    ]),
  ).toEqual([INFINITE, 1, INFINITE]);
  expect(crowdingDistances([[3], [3]])).toEqual([0, 0]);
  expect(crowdingDistances([[], []])).toEqual([0, 0]);
});
