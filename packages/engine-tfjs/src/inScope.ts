import type { Tensor, TensorOps } from '@sparsweep/core/plugin';

/**
 * Runs `compute` and frees every tensor that it made, save those that `keep` names, which become the caller's to free.
 *
 * It is `tf.tidy` for results of any type.
 */
export function inScope<Result>(
  tf: TensorOps,
  compute: () => Result,
  keep: (result: Result) => readonly Tensor[] = () => [],
): Result {
  tf.engine().startScope();
  try {
    const result = compute();
    for (const tensor of keep(result)) tf.keep(tensor);
    return result;
  } finally {
    tf.engine().endScope();
  }
}
