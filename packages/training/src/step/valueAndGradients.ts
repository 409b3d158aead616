import { at, type Scalar, type Tensor, type TensorOps } from '@sparsweep/core/plugin';

/** A value, its gradients, and what else its computation gave. */
export interface ValueAndGradients<Kept extends Tensor> {
  readonly value: Scalar;
  /** One for each parameter, of its shape. */
  readonly gradients: readonly Tensor[];
  /** The tensors that the function asked to keep; no `tf.tidy` frees them, the caller does. */
  readonly kept: readonly Kept[];
}

/**
 * The value of `compute` and its gradients with respect to `parameters`, with further tensors of the same pass.
 *
 * TensorFlow.js hands out nothing of a differentiated pass but its value and frees the rest, and running it a second
 * time for the rest would cost as much again.
 */
export function valueAndGradients<Kept extends Tensor>(
  tf: TensorOps,
  parameters: readonly Tensor[],
  compute: () => { readonly value: Scalar; readonly keep: readonly Kept[] },
): ValueAndGradients<Kept> {
  let kept: readonly Kept[] = [];
  const { value, grads } = tf.valueAndGrads(() => {
    const { value, keep } = compute();
    kept = keep.map((tensor) => tf.keep(tensor));
    return value;
  })([...parameters]);
  return { value, gradients: parameters.map((_, index) => at(grads, index)), kept };
}
