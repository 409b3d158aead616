import type { Tensor, Tensor2D, TensorOps } from '@sparsweep/core/plugin';

/** The trainable tensors of a dense layer. */
export interface LayerParameters {
  /** [inputs, units]; null where the layer is tied: it uses another's kernel. */
  readonly kernel: Tensor2D | null;
  /** [units] */
  readonly bias: Tensor;
}

/** `input . kernel + bias`: [rows, inputs] to [rows, units]. */
export function dense(tf: TensorOps, input: Tensor2D, kernel: Tensor2D, bias: Tensor): Tensor2D {
  return tf.add(tf.matMul(input, kernel), bias);
}
