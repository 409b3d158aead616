import { loadTensorFlow } from '@sparsweep/testkit';
import { describe, expect, it } from 'vitest';
import { softThreshold } from './softThreshold.ts';

const tf = await loadTensorFlow();

describe('softThreshold', () => {
  it('moves values towards zero and small ones onto it', () => {
    const moved = softThreshold(tf, tf.tensor2d([[1, -1, 0.25, -0.5, 0.5, 0]]), tf.scalar(0.5));
    // Plus zero, because Object.is tells -0 from 0.
    expect(tf.add(moved, 0).arraySync()).toEqual([[0.5, -0.5, 0, 0, 0, 0]]);
  });
});
