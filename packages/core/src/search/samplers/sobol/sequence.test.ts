import { describe, expect, it } from 'vitest';
import { randomStreams } from '../../../run/plan/randomStreams.ts';
import { plainSequence, RESOLUTION, scrambledSequence } from './sequence.ts';

/** Points of scipy.stats.qmc.Sobol(256, scramble=False, bits=32) of SciPy 1.17.1, times 2^32, in some dimensions. */
const DIMENSIONS = [1, 2, 3, 6, 50, 128, 256];
const POINTS = [
  [0, [0, 0, 0, 0, 0, 0, 0]],
  [1, [2147483648, 2147483648, 2147483648, 2147483648, 2147483648, 2147483648, 2147483648]],
  [2, [3221225472, 1073741824, 1073741824, 3221225472, 3221225472, 1073741824, 3221225472]],
  [3, [1073741824, 3221225472, 3221225472, 1073741824, 1073741824, 3221225472, 1073741824]],
  [7, [536870912, 2684354560, 1610612736, 1610612736, 536870912, 1610612736, 536870912]],
  [100, [1778384896, 1107296256, 3321888768, 3187671040, 2852126720, 1979711488, 2449473536]],
  [1000, [943718400, 415236096, 2227175424, 3896508416, 2059403264, 2336227328, 1069547520]],
  [8191, [524288, 2290614272, 2154299392, 2663907328, 1313341440, 1098383360, 871890944]],
] as const;

/** How many of `counts` cells, of equal size along each dimension, hold each number of points. */
function occupied(points: readonly (readonly number[])[], counts: readonly number[]): readonly number[] {
  const cells = new Map<string, number>();
  for (const point of points) {
    const cell = point.map((coordinate, i) => Math.floor((coordinate / RESOLUTION) * (counts[i] ?? 1))).join();
    cells.set(cell, (cells.get(cell) ?? 0) + 1);
  }
  expect(cells.size).toBe(counts.reduce((product, count) => product * count, 1));
  return [...new Set(cells.values())];
}

function scrambledPoints(dimensions: readonly number[], count: number, seed: number): readonly (readonly number[])[] {
  const sequences = dimensions.map((dimension) => scrambledSequence(dimension, randomStreams(seed)));
  return Array.from({ length: count }, (_, i) => sequences.map((sequence) => sequence(i)));
}

describe('plainSequence', () => {
  it.each(POINTS)("is SciPy's at point %d", (index, coordinates) => {
    expect(DIMENSIONS.map((dimension) => plainSequence(dimension - 1)(index))).toEqual(coordinates);
  });
});

describe('scrambledSequence', () => {
  it.each([0, 1, 5, 255])('has one of 1024 points in each of 1024 parts of dimension %d', (dimension) => {
    expect(occupied(scrambledPoints([dimension], 1024, 3), [1024])).toEqual([1]);
  });

  it.each([
    [1, 256],
    [4, 64],
    [16, 16],
    [128, 2],
  ])('is a (0, 8, 2)-net in its first two dimensions: one point in each of %d x %d boxes', (across, down) => {
    for (const seed of [0, 1, 2]) expect(occupied(scrambledPoints([0, 1], 256, seed), [across, down])).toEqual([1]);
  });

  it('has as many points in each octant of its first three dimensions', () => {
    // By Sobol's property A, every 2^3 points of a sequence fill the octants, and so do all 512.
    expect(occupied(scrambledPoints([0, 1, 2], 512, 7), [2, 2, 2])).toEqual([64]);
  });

  it('differs between seeds, and each point is uniform over seeds', () => {
    const [first = [], second = []] = [0, 1].map((seed) => scrambledPoints([0, 1], 4, seed));
    expect(first).not.toEqual(second);
    const quarters = [0, 0, 0, 0];
    for (let seed = 0; seed < 400; seed++) {
      const coordinate = scrambledSequence(3, randomStreams(seed))(5);
      const quarter = Math.floor((coordinate / RESOLUTION) * 4);
      quarters[quarter] = (quarters[quarter] ?? 0) + 1;
    }
    // 100 each, give or take 8.7.
    for (const count of quarters) expect(Math.abs(count - 100)).toBeLessThan(35);
  });
});
