import type { Tensor, TensorOps } from '@sparsweep/core/plugin';

/**
 * Runs `compute` and frees every tensor it created, except those that `keep` returns, which the caller must free.
 *
 * This is `tf.tidy` for results of any type.
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
