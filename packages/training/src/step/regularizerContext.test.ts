import { loadTensorFlow } from '@sparsweep/testkit';
import { describe, expect, it } from 'vitest';
import { stopGradient } from './regularizerContext.ts';

const tf = await loadTensorFlow();

describe('stopGradient', () => {
  it('returns the value and passes no gradient', () => {
    const { value, grad } = tf.valueAndGrad((x) => tf.sum(tf.mul(x, stopGradient(tf, tf.square(x)))))(
      tf.tensor1d([2, 3]),
    );
    expect(value.dataSync()[0]).toBe(35);
    expect(Array.from(grad.dataSync())).toEqual([4, 9]);
  });
});
