import type { Tensor, Tensor2D, TensorOps } from '@sparsweep/core/plugin';

/** The trainable tensors of a dense layer: kernel [inputs, units], bias [units]. */
export interface LayerParameters {
  readonly kernel: Tensor2D;
  readonly bias: Tensor;
}

/** `input . kernel + bias`: [rows, inputs] to [rows, units]. */
export function dense(tf: TensorOps, input: Tensor2D, { kernel, bias }: LayerParameters): Tensor2D {
  return tf.add(tf.matMul(input, kernel), bias);
}
