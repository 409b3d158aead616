import { at } from '@sparsweep/core/plugin';
import { loadTensorFlow } from '@sparsweep/testkit';
import { describe, expect, it } from 'vitest';
import { correctFunctions, lossFunctions } from './losses.ts';

const tf = await loadTensorFlow();

/** The loss and its gradient with respect to the logits. */
function lossAndGradient(name: keyof typeof lossFunctions, logits: number[][], targets: number[][]) {
  const { value, grad } = tf.valueAndGrad((x) =>
    lossFunctions[name](tf, tf.reshape(x, [logits.length, -1]), tf.tensor2d(targets)),
  )(tf.tensor2d(logits));
  return { loss: at(value.dataSync(), 0), gradient: Array.from(grad.dataSync()) };
}

function expectClose(values: readonly number[], expected: readonly number[]): void {
  for (const [index, value] of values.entries()) expect(value).toBeCloseTo(at(expected, index), 6);
}

describe('losses', () => {
  it('match the sigmoid cross-entropy of PyTorch 2.13, also for large logits', () => {
    const { loss, gradient } = lossAndGradient(
      'sigmoidCrossEntropy',
      [[2], [-3], [0], [60], [-60]],
      [[1], [1], [0], [0], [0]],
    );
    expect(loss).toBeCloseTo(12.773732508635332, 5);
    expectClose(gradient, [-0.023840584404423538, -0.19051482536448666, 0.1, 0.2, 0]);
  });

  it('keep small sigmoid losses precise', () => {
    // ln(1 + e^-12) = 6.1442e-6; computed as 12 - 12 * 1 + ln(1 + e^-12) it would keep one digit.
    expect(lossAndGradient('sigmoidCrossEntropy', [[12]], [[1]]).loss / 6.144193478e-6).toBeCloseTo(1, 4);
  });

  it('match the softmax cross-entropy of PyTorch 2.13, also for large logits', () => {
    const { loss, gradient } = lossAndGradient(
      'softmaxCrossEntropy',
      [
        [1, 2, -1],
        [0, 0, 0],
        [50, -50, 3],
      ],
      [
        [0, 1, 0],
        [0, 0, 1],
        [1, 0, 0],
      ],
    );
    expect(loss).toBeCloseTo(0.4825415018120987, 6);
    expectClose(
      gradient,
      [
        0.0864988201141397, -0.0982051624339196, 0.011706342319779909, 0.1111111111111111, 0.1111111111111111,
        -0.2222222222222222, 0, 0, 0,
      ],
    );
  });

  it('average the squared error over all elements', () => {
    // (1 + 4 + 0 + 9) / 4; the slope is 2 (x - y) / 4.
    const { loss, gradient } = lossAndGradient(
      'meanSquaredError',
      [
        [1, 2],
        [3, 4],
      ],
      [
        [0, 0],
        [3, 1],
      ],
    );
    expect(loss).toBe(3.5);
    expect(gradient).toEqual([0.5, 1, 0, 1.5]);
  });
});

function correct(name: keyof typeof correctFunctions, logits: number[][], targets: number[][]): number | undefined {
  return correctFunctions[name](tf, tf.tensor2d(logits), tf.tensor2d(targets))?.arraySync();
}

describe('correct', () => {
  it('predicts class 1 for a single logit above 0, not for 0', () => {
    expect(correct('sigmoidCrossEntropy', [[0.1], [0], [-2], [3], [-1]], [[1], [1], [0], [0], [0]])).toBe(3);
  });

  it('predicts the largest logit, the first on a tie', () => {
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

  it('is null for a loss without classes', () => {
    expect(correct('meanSquaredError', [[1]], [[1]])).toBeUndefined();
  });
});
