import { at, type Scalar, type Tensor, type TensorOps } from '@sparsweep/core/plugin';
import type { LayerParameters } from '../layers/dense.ts';

/** The gradients of a layer's parameters, of their shapes. */
export interface LayerGradients {
  /** Null where the layer has no kernel of its own. */
  readonly kernel: Tensor | null;
  readonly bias: Tensor;
}

/** A value, its gradients, and what else its computation gave. */
export interface ParameterGradients<Kept extends Tensor> {
  readonly value: Scalar;
  /** For each layer. */
  readonly gradients: readonly LayerGradients[];
  /** The tensors that the function asked to keep; no `tf.tidy` frees them, the caller does. */
  readonly kept: readonly Kept[];
}

/**
 * The value of `compute` and its gradients with respect to the layers' parameters, with further tensors of the same
 * pass.
 *
 * TensorFlow.js hands out nothing of a differentiated pass but its value and frees the rest, and running it a second
 * time for the rest would cost as much again.
 */
export function parameterGradients<Kept extends Tensor>(
  tf: TensorOps,
  parameters: readonly LayerParameters[],
  compute: () => { readonly value: Scalar; readonly keep: readonly Kept[] },
): ParameterGradients<Kept> {
  let kept: readonly Kept[] = [];
  const tensors: Tensor[] = parameters.flatMap(({ kernel, bias }) => (kernel === null ? [bias] : [kernel, bias]));
  const { value, grads } = tf.valueAndGrads(() => {
    const { value, keep } = compute();
    kept = keep.map((tensor) => tf.keep(tensor));
    return value;
  })(tensors);
  const gradientOf = (tensor: Tensor) => at(grads, tensors.indexOf(tensor));
  return {
    value,
    gradients: parameters.map(({ kernel, bias }) => ({
      kernel: kernel === null ? null : gradientOf(kernel),
      bias: gradientOf(bias),
    })),
    kept,
  };
}
