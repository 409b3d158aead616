import { loadTensorFlow } from '@sparsweep/testkit';
import { describe, expect, it } from 'vitest';
import { magnitude } from './magnitude.ts';

const tf = await loadTensorFlow();

describe('magnitude', () => {
  it('is the sum of magnitudes', () => {
    expect(
      magnitude(
        tf,
        tf.tensor2d([
          [1, -2],
          [0, 0.5],
        ]),
      ).arraySync(),
    ).toBe(3.5);
  });

  it('has the sign as its gradient, 0 at zero', () => {
    const gradient = tf.grad((x) => tf.mul(magnitude(tf, tf.mul(x, 1)), 3))(tf.tensor1d([1, -2, 0]));
    expect(gradient.arraySync()).toEqual([3, -3, 0]);
  });
});
