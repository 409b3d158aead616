import { at, type Scalar, type Tensor, type TensorOps } from '@sparsweep/core/plugin';

/**
 * The sum of magnitudes sum |x|, a scalar, with the gradient sign(x).
 *
 * TensorFlow.js's own gradient of |x| is -1 at x = 0, which would push every value that has become zero away from it.
 */
export function magnitude(tf: TensorOps, x: Tensor): Scalar {
  return tf.customGrad<Scalar>((_x, save) => {
    // What is not saved here is freed before the gradient is taken.
    if (typeof save === 'function') save([x]);
    return {
      value: tf.sum<Scalar>(tf.abs(x)),
      gradFunc: (dy, saved) => tf.mul(tf.sign(at(saved, 0)), dy),
    };
  })(x);
}
