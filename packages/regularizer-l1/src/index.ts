import {
  at,
  defineRegularizer,
  type Scalar,
  type Tensor,
  type Tensor2D,
  type TensorOps,
  Type,
} from '@sparsweep/core/plugin';

/**
 * L1: a cost proportional to the magnitude of every activation or weight.
 *
 * For activations h it adds strength * sum |h| / rows of the batch to the loss, as Keras's `activity_regularizer` does.
 * On weights w, `subgradient` adds strength * sum |w| to the loss, which makes weights small but never exactly zero;
 * `proximal` instead moves each weight towards zero by learning rate * strength after every step of the optimizer,
 * and small ones to exactly zero (ISTA: Beck & Teboulle, 2009).
 */
export const regularizerL1 = defineRegularizer({
  name: 'l1',
  summary: 'L1: a cost in proportion to the magnitudes of activations or weights.',
  options: Type.Object({
    strength: Type.Number({ minimum: 0, default: 0.01, description: 'Weight of the sum of magnitudes.' }),
    target: Type.Enum(['activations', 'weights'], {
      default: 'activations',
      description: 'What is made sparse: the code of each sample (a mean over the batch), or the kernel.',
    }),
    method: Type.Enum(['proximal', 'subgradient'], {
      default: 'proximal',
      description:
        'For weights: exact zeros by soft thresholding, or a term of the loss. Activations always use a term.',
    }),
  }),

  penalty({ activations, kernel }, { tf, options: { strength, target, method } }) {
    if (target === 'activations') {
      return tf.mul(magnitude(tf, activations), tf.div(strength, activations.shape[0]));
    }
    return method === 'subgradient' ? tf.mul(magnitude(tf, kernel), strength) : tf.scalar(0);
  },

  project(kernel, { tf, options: { strength, target, method }, learningRate }) {
    if (target === 'activations' || method === 'subgradient') return kernel;
    return softThreshold(tf, kernel, tf.mul(learningRate, strength));
  },
});

export default regularizerL1;

/**
 * The scalar sum |x|, with the gradient sign(x).
 *
 * In TensorFlow.js the gradient of |x| at 0 is -1, which would push values that have become zero away from it.
 */
export function magnitude(tf: TensorOps, x: Tensor): Scalar {
  return tf.customGrad<Scalar>((_x, save) => {
    // Tensors that are not saved are freed before the gradient is computed.
    if (typeof save === 'function') save([x]);
    return {
      value: tf.sum<Scalar>(tf.abs(x)),
      gradFunc: (dy, saved) => tf.mul(tf.sign(at(saved, 0)), dy),
    };
  })(x);
}

/**
 * Moves every value towards zero by `threshold`, small ones to exactly zero: sign(x) max(|x| - t, 0).
 *
 * This is the proximal operator of t |x| (Parikh & Boyd, "Proximal algorithms", 2014, section 6.5.2).
 */
export function softThreshold(tf: TensorOps, x: Tensor2D, threshold: Scalar): Tensor2D {
  return tf.mul(tf.sign(x), tf.relu(tf.sub(tf.abs(x), threshold)));
}
