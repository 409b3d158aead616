import { loadTensorFlow } from '@sparsweep/testkit';
import { describe, expect, it } from 'vitest';
import { correctFunctions } from './correct.ts';

const tf = await loadTensorFlow();

function correct(name: keyof typeof correctFunctions, logits: number[][], targets: number[][]): number | undefined {
  return correctFunctions[name](tf, tf.tensor2d(logits), tf.tensor2d(targets))?.arraySync();
}

describe('correct', () => {
  it('takes one logit above 0, not 0 itself, for class 1', () => {
    expect(correct('sigmoidCrossEntropy', [[0.1], [0], [-2], [3], [-1]], [[1], [1], [0], [0], [0]])).toBe(3);
  });

  it('takes the largest logit, the first of equals', () => {
    const targets = [
      [0, 1],
      [1, 0],
      [0, 1],
      [0, 1],
    ];
    const logits = [
      [-3, -2],
      [1, 1],
      [1, 1],
      [0, 5],
    ];
    expect(correct('softmaxCrossEntropy', logits, targets)).toBe(3);
  });

  it('is nothing where there are no classes', () => {
    expect(correct('meanSquaredError', [[1]], [[1]])).toBeUndefined();
  });
});
