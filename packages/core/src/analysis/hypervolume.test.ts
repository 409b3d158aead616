import { describe, expect, it } from 'vitest';
import { randomStreams } from '../run/plan/randomStreams.ts';
import { hypervolume } from './hypervolume.ts';

describe('the hypervolume of two losses', () => {
  it('is the area of the staircase', () => {
    // Up to (6, 6), by columns: 1 to 3 from 4 up, 3 to 4 from 2 up, 4 to 6 from 1 up.
    const front = [
      [3, 2],
      [1, 4],
      [4, 1],
    ];
    expect(hypervolume(front, [6, 6])).toBe(2 * 2 + 1 * 4 + 2 * 5);
  });

  it('ignores points that are dominated, repeated or not below the reference', () => {
    const points = [
      [1, 4],
      [1, 4],
      [2, 5],
      [1, 5],
      [3, 4],
      [6, 0],
      [0, 7],
    ];
    expect(hypervolume(points, [6, 6])).toBe(5 * 2);
    expect(hypervolume([[7, 7]], [6, 6])).toBe(0);
    expect(hypervolume([], [6, 6])).toBe(0);
  });
});

describe('the hypervolume of three losses', () => {
  it('is the volume of a union of boxes', () => {
    expect(hypervolume([[1, 2, 3]], [4, 4, 4])).toBe(3 * 2 * 1);
    // Boxes of 3 * 2 * 1, 2 * 3 * 1 and 1 * 1 * 3, less pairs of 2 * 2 * 1, 1 * 1 * 1 and 1 * 1 * 1, and all three.
    const boxes = [
      [1, 2, 3],
      [2, 1, 3],
      [3, 3, 1],
    ];
    expect(hypervolume(boxes, [4, 4, 4])).toBe(6 + 6 + 3 - 4 - 1 - 1 + 1);
  });

  it('equals that of two where the third loss is the same', () => {
    const front = [
      [3, 2],
      [1, 4],
      [4, 1],
    ];
    expect(
      hypervolume(
        front.map((point) => [...point, 5]),
        [6, 6, 7],
      ),
    ).toBe(18 * 2);
  });

  it('counts the unit cells that are dominated', () => {
    const stream = randomStreams(11)('points');
    for (let repeat = 0; repeat < 50; repeat++) {
      const points = Array.from({ length: 12 }, () => [0, 0, 0].map(() => stream.integer(9)));
      let cells = 0;
      for (let cell = 0; cell < 512; cell++) {
        const corner = [cell % 8, (cell >> 3) % 8, cell >> 6];
        if (points.some((point) => point.every((loss, i) => loss <= (corner[i] ?? 0)))) cells++;
      }
      expect(hypervolume(points, [8, 8, 8])).toBe(cells);
    }
  });
});

it('is what Optuna 5.0.0 computes (optuna._hypervolume.compute_hypervolume)', () => {
  const points = Array.from({ length: 15 }, (_, i) => [((i + 1) * 7) % 23, ((i + 1) * 11) % 19, ((i + 1) * 5) % 17]);
  expect(hypervolume(points, [24, 20, 18])).toBe(6803);
  expect(
    hypervolume(
      points.map((point) => point.slice(0, 2)),
      [24, 20],
    ),
  ).toBe(409);
});

it('rejects other numbers of losses', () => {
  expect(() => hypervolume([], [1])).toThrow(RangeError);
  expect(() => hypervolume([], [1, 1, 1, 1])).toThrow('not 4');
});
