import type { Activation, Tensor2D, TensorOps } from '@sparsweep/core/plugin';

/** An activation function, applied element by element. */
export type ActivationFunction = (tf: TensorOps, x: Tensor2D) => Tensor2D;

/**
 * The activation functions by name.
 *
 * `gelu` is the exact x Phi(x) = x (1 + erf(x / sqrt 2)) / 2 (Hendrycks & Gimpel, 2016), the default of Keras and
 * PyTorch, not the tanh approximation. The gradient of `relu` at 0 is 0.
 */
export const activationFunctions: Readonly<Record<Activation, ActivationFunction>> = {
  relu: (tf, x) => tf.relu(x),
  tanh: (tf, x) => tf.tanh(x),
  sigmoid: (tf, x) => tf.sigmoid(x),
  gelu: (tf, x) => tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1)),
  linear: (_tf, x) => x,
};
