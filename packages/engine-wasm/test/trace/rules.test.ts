import type { Scalar } from '@sparsweep/core/plugin';
import { describe, it } from 'vitest';
import { expectSame } from './expectSame.ts';
import { DIFFERENTIABLE, OTHERS } from './tensorFunctions.ts';

describe('the rules of kernels', () => {
  for (const [name, f] of Object.entries({ ...DIFFERENTIABLE, ...OTHERS })) {
    it(`translate ${name}`, () => expectSame(f));
  }

  for (const [name, f] of Object.entries(DIFFERENTIABLE)) {
    it(`translate the gradient of ${name}`, () => {
      expectSame((ops, given) => {
        const gradient = ops.grad((x) => {
          const results = [f(ops, { ...given, x })].flat();
          // Squares, so that the gradient depends on the values.
          return ops.addN(results.map((result) => ops.sum<Scalar>(ops.square(result))));
        });
        return gradient(given.x);
      });
    });
  }

  it.each(['relu', 'relu6', 'elu', 'selu', 'leakyRelu', 'softplus', 'tanh', 'step', 'exp', 'round'] as const)(
    'pass NaN and infinities through %s like TensorFlow.js',
    (name) => {
      expectSame((ops, { row }) => ops[name](ops.log(ops.sub(row, 1))));
      expectSame((ops, { row }) => ops[name](ops.neg(ops.log(ops.sub(row, 1)))));
    },
  );

  it('pass NaN through maxima, minima and clipping', () => {
    expectSame((ops, { row }) => {
      const numbers = ops.log(ops.sub(row, 1));
      return [
        ops.maximum(numbers, 0),
        ops.minimum(numbers, 0),
        ops.clipByValue(numbers, -1, 1),
        ops.max(numbers),
        ops.min(numbers),
      ];
    });
  });
});
