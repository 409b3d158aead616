import { describe, expect, it } from 'vitest';
import { largestByRank } from './largestByRank.ts';
import { loadTensorFlow } from './loadTensorFlow.ts';

const tf = await loadTensorFlow();

function maskOf(rows: number[][], count: number): unknown {
  return tf.tidy(() => largestByRank(tf, tf.tensor2d(rows), tf.scalar(count)).arraySync());
}

describe('largestByRank', () => {
  it('marks the largest of each row', () => {
    expect(
      maskOf(
        [
          [1, 3, 2, -4],
          [-1, -2, -3, 0],
        ],
        2,
      ),
    ).toEqual([
      [0, 1, 1, 0],
      [1, 0, 0, 1],
    ]);
  });

  it('takes the first ones on ties', () => {
    expect(maskOf([[0, 5, 0, 0]], 3)).toEqual([[1, 1, 1, 0]]);
  });

  it('rounds the count, halves up, and clamps it', () => {
    expect(maskOf([[3, 2, 1]], 1.5)).toEqual([[1, 1, 0]]);
    expect(maskOf([[3, 2, 1]], 1.4)).toEqual([[1, 0, 0]]);
    expect(maskOf([[3, 2, 1]], -2)).toEqual([[0, 0, 0]]);
    expect(maskOf([[3, 2, 1]], 9)).toEqual([[1, 1, 1]]);
  });
});
