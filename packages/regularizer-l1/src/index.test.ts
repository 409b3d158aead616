import { hookContext, loadTensorFlow } from '@sparsweep/testkit';
import { describe, expect, it } from 'vitest';
import l1 from './index.ts';

const tf = await loadTensorFlow();
const kernel = tf.tensor2d([
  [1, -0.002, 0.5],
  [0, 0.001, -3],
]);
const activations = tf.tensor2d([
  [1, 0, 2],
  [0, 0, 3],
  [0, 0, 0],
  [2, 0, 0],
]);

function contextOf(options: { strength: number; target: string; method: string }) {
  return hookContext(tf, options, { inputs: 2, units: 3, learningRate: 0.01 });
}

describe('l1 on activations', () => {
  const context = contextOf({ strength: 0.1, target: 'activations', method: 'proximal' });

  it('adds the sum over the units, averaged over the rows', () => {
    // 0.1 * (1 + 2 + 3 + 2) / 4
    expect(l1.penalty?.({ activations, kernel }, context).arraySync()).toBeCloseTo(0.2, 6);
  });

  it('matches the activity regularizer of Keras', () => {
    // Five samples of twos through a 5-5 kernel of ones: every activation is 10, so 0.01 * 25 * 10 / 5.
    const tens = tf.fill([5, 5], 10);
    const keras = contextOf({ strength: 0.01, target: 'activations', method: 'proximal' });
    expect(l1.penalty?.({ activations: tf.reshape(tens, [5, 5]), kernel }, keras).arraySync()).toBeCloseTo(0.5, 6);
  });

  it('has the sign as its gradient, 0 at zero', () => {
    const three = contextOf({ strength: 3, target: 'activations', method: 'proximal' });
    const gradient = tf.grad((x) => l1.penalty?.({ activations: tf.reshape(x, [1, 3]), kernel }, three) ?? x);
    expect(gradient(tf.tensor2d([[1, -2, 0]])).arraySync()).toEqual([[3, -3, 0]]);
  });

  it('does not change the kernel', () => {
    expect(l1.project?.(kernel, context)).toBe(kernel);
  });
});

describe('l1 on weights', () => {
  it('adds the sum of magnitudes to the loss', () => {
    const context = contextOf({ strength: 0.1, target: 'weights', method: 'subgradient' });
    expect(l1.penalty?.({ activations, kernel }, context).arraySync()).toBeCloseTo(0.1 * 4.503, 6);
    expect(l1.project?.(kernel, context)).toBe(kernel);
  });

  it('shrinks each weight by learning rate times strength, small ones to exactly zero', () => {
    const context = contextOf({ strength: 0.2, target: 'weights', method: 'proximal' });
    expect(l1.penalty?.({ activations, kernel }, context).arraySync()).toBe(0);
    const projected = Array.from(l1.project?.(kernel, context).dataSync() ?? []);
    const expected = [0.998, 0, 0.498, 0, 0, -2.998];
    for (const [index, value] of projected.entries()) expect(value).toBeCloseTo(expected[index] ?? Number.NaN, 6);
    expect(projected.filter((value) => value === 0)).toHaveLength(3);
  });

  it('moves values onto zero up to the threshold, of either sign', () => {
    const options = { strength: 1, target: 'weights', method: 'proximal' };
    const context = hookContext(tf, options, { inputs: 1, units: 6, learningRate: 0.5 });
    const moved = l1.project?.(tf.tensor2d([[1, -1, 0.25, -0.5, 0.5, 0]]), context);
    // Adding 0 turns -0 into 0, which toEqual distinguishes.
    expect(tf.add(moved ?? Number.NaN, 0).arraySync()).toEqual([[0.5, -0.5, 0, 0, 0, 0]]);
  });
});
