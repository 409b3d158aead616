import { describe, expect, it } from 'vitest';
import { choice, parameter, range, spaceOf } from '../../../../test/search/parameters.ts';
import { randomStreams } from '../../../run/plan/randomStreams.ts';
import { randomDraw } from '../random.ts';
import { coordinatesOf, decode, encode, randomPoint, settled } from './encode.ts';

const SPACE = spaceOf(
  parameter('rate', range(1e-4, 1, { log: true })),
  parameter('branch', choice(3, [0.5, 0, 0.5])),
  parameter('units', range(1, 64, { integer: true }), { parameter: 'branch', choice: 0 }),
  parameter('inner', choice(2), { parameter: 'branch', choice: 2 }),
  parameter('dropout', range(0, 0.75, { step: 0.25 }), { parameter: 'inner', choice: 1 }),
);
const COORDINATES = coordinatesOf(SPACE);
/** The greatest number below 1. */
const LAST = 1 - 2 ** -53;

describe('a point', () => {
  it('has quantiles for numbers, indices for choices, and the middle or -1 for what does not exist', () => {
    expect([...encode(SPACE, { rate: 1, branch: 0, units: 1 })]).toEqual([LAST, 0, 1 / 128, -1, 0.5]);
    // The second of four steps: the middle of the quarter above 0.25.
    expect([...encode(SPACE, { rate: 1e-4, branch: 2, inner: 1, dropout: 0.25 })]).toEqual([0, 2, 0.5, 1, 0.375]);
  });

  it('decodes to the draw that it encodes', () => {
    const stream = randomStreams(1)('draws');
    for (let i = 0; i < 200; i++) {
      const { rate = Number.NaN, ...rest } = randomDraw(SPACE, stream);
      const { rate: again = Number.NaN, ...others } = decode(SPACE, encode(SPACE, { rate, ...rest }));
      expect(others).toEqual(rest);
      expect(Math.abs(again / rate - 1)).toBeLessThan(1e-13);
    }
  });

  it('may lie on the upper end', () => {
    expect(decode(SPACE, Float64Array.of(1, 0, 1, -1, 0.5)).units).toBe(64);
  });

  it('at random is the point of some draw', () => {
    const stream = randomStreams(2)('points');
    for (let i = 0; i < 200; i++) {
      const point = randomPoint(COORDINATES, stream);
      expect(point).toEqual(settled(COORDINATES, point));
      expect(point[1]).not.toBe(1);
    }
  });
});

describe('the values of a coordinate', () => {
  it('are listed if they are few, without choices of probability 0', () => {
    expect(COORDINATES.map(({ values }) => values)).toEqual([
      undefined,
      [0, 2],
      undefined,
      [0, 1],
      [0.125, 0.375, 0.625, 0.875],
    ]);
  });
});

describe('a point in which a choice was changed', () => {
  it('loses the parameters of the old choice and gets the first values of the new one', () => {
    expect([...settled(COORDINATES, Float64Array.of(0.3, 2, 0.9, -1, 0.5))]).toEqual([0.3, 2, 0.5, 0, 0.5]);
    expect([...settled(COORDINATES, Float64Array.of(0.3, 0, 0.9, 1, 0.875))]).toEqual([0.3, 0, 0.9, -1, 0.5]);
  });
});
