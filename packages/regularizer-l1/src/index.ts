import { defineRegularizer, Type } from '@sparsweep/core/plugin';
import { magnitude } from './magnitude.ts';
import { softThreshold } from './softThreshold.ts';

/**
 * L1: a cost for every activation or weight, in proportion to its magnitude.
 *
 * On activations h it adds strength * sum |h| / rows of the batch to the loss, as Keras's `activity_regularizer` does.
 * On weights w, `subgradient` adds strength * sum |w| to the loss, which makes weights small but never exactly zero;
 * `proximal` instead moves each weight towards zero by learning rate * strength after every step of the optimizer,
 * and small ones onto it (ISTA: Beck & Teboulle, 2009).
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
