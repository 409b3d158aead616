import { ACTIVATIONS, at } from '@sparsweep/core/plugin';
import { loadTensorFlow } from '@sparsweep/testkit';
import { describe, expect, it } from 'vitest';
import { activationFunctions } from './activations.ts';

const tf = await loadTensorFlow();
const points = [-3, -1, -0.1, 0, 0.5, 2];
const valuesOf = (name: (typeof ACTIVATIONS)[number], x: readonly number[]) =>
  Array.from(activationFunctions[name](tf, tf.tensor2d([...x], [1, x.length])).dataSync());

describe('activation functions', () => {
  it('compute relu, linear, tanh and sigmoid', () => {
    expect(valuesOf('relu', [-2, 0, 3])).toEqual([0, 0, 3]);
    expect(valuesOf('linear', [-2, 0, 3])).toEqual([-2, 0, 3]);
    for (const [index, x] of points.entries()) {
      expect(at(valuesOf('tanh', points), index)).toBeCloseTo(Math.tanh(x), 6);
      expect(at(valuesOf('sigmoid', points), index)).toBeCloseTo(1 / (1 + Math.exp(-x)), 6);
    }
  });

  it('match the exact gelu of PyTorch 2.13', () => {
    const pytorch = [
      -0.00404969409489031, -0.15865525393145702, -0.0460172162722971, 0, 0.34573123063700656, 1.9544997361036416,
    ];
    for (const [index, value] of valuesOf('gelu', points).entries()) expect(value).toBeCloseTo(at(pytorch, index), 6);
  });

  it('saturate without overflow', () => {
    expect(valuesOf('sigmoid', [-200, 200])).toEqual([0, 1]);
    expect(valuesOf('gelu', [-200, 200])).toEqual([0, 200].map((value) => expect.closeTo(value, 6)));
  });

  for (const name of ACTIVATIONS) {
    it(`have the numerical gradient of ${name}`, () => {
      // Away from the kink of relu.
      const x = [-3, -1, -0.1, 0.2, 0.5, 2];
      const step = 1e-2;
      const gradient = tf.grad((input) => activationFunctions[name](tf, tf.reshape(input, [1, 6])))(tf.tensor1d(x));
      const above = valuesOf(
        name,
        x.map((value) => value + step),
      );
      const below = valuesOf(
        name,
        x.map((value) => value - step),
      );
      for (const [index, slope] of Array.from(gradient.dataSync()).entries()) {
        expect(slope).toBeCloseTo((at(above, index) - at(below, index)) / (2 * step), 3);
      }
    });
  }
});
