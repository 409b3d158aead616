import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Point, paretoFront } from './paretoFront.ts';

/** The definition, word for word. */
function dominates(a: Point, b: Point): boolean {
  return a.x >= b.x && a.y >= b.y && (a.x > b.x || a.y > b.y);
}

describe('paretoFront', () => {
  it('keeps what nothing is better than in both qualities, by ascending x', () => {
    const points = [
      { x: 0.9, y: 0.1 },
      { x: 0.5, y: 0.5 },
      { x: 0.4, y: 0.5 },
      { x: 0.1, y: 0.9 },
      { x: 0.1, y: 0.8 },
      { x: 0.6, y: 0.4 },
    ];
    expect(paretoFront(points)).toEqual([3, 1, 5, 0]);
  });

  it('keeps all of several equal points, and nothing of none', () => {
    expect(
      paretoFront([
        { x: 1, y: 1 },
        { x: 1, y: 1 },
        { x: 0, y: 1 },
      ]).toSorted(),
    ).toEqual([0, 1]);
    expect(paretoFront([])).toEqual([]);
  });

  it('is the set of points that no other dominates', () => {
    const point = fc.record({ x: fc.integer({ min: 0, max: 6 }), y: fc.integer({ min: 0, max: 6 }) });
    fc.assert(
      fc.property(fc.array(point, { maxLength: 20 }), (points) => {
        const expected = points.flatMap((own, index) => (points.some((other) => dominates(other, own)) ? [] : [index]));
        expect(paretoFront(points).toSorted((a, b) => a - b)).toEqual(expected);
      }),
    );
  });
});
