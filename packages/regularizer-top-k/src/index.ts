import { defineRegularizer, type Scalar, Type } from '@sparsweep/core/plugin';

/**
 * top-k: keeps the weights of largest magnitude after every optimizer step and sets the rest to exactly zero (iterative
 * hard thresholding: Blumensath & Davies, 2009). Weights that were set to zero may grow back.
 *
 * Of n weights it keeps density * n, rounded to the nearest integer, halves up, and at least one. On ties the first
 * weight in row order is kept. With a cubic schedule of the density this is the gradual magnitude pruning of Zhu & Gupta
 * (2017), since a schedule that is cubic in the density is cubic in the sparsity.
 */
export const regularizerTopK = defineRegularizer({
  name: 'top-k',
  summary: 'Keeps the largest weights of a layer and sets the others to exactly zero.',
  options: Type.Object({
    density: Type.Number({
      exclusiveMinimum: 0,
      maximum: 1,
      description: 'What share of the weights stays. Biases are left alone.',
    }),
    scope: Type.Enum(['layer'], { default: 'layer', description: 'Among what the largest are sought.' }),
  }),

  project(kernel, { tf, options: { density }, layer: { inputs, units }, largest }) {
    const size = inputs * units;
    const count = tf.maximum<Scalar>(tf.mul(density, size), 1);
    const mask = largest(tf.reshape(tf.abs(kernel), [1, size]), count);
    return tf.mul(kernel, tf.reshape(mask, [inputs, units]));
  },
});

export default regularizerTopK;
