import { at, type Scalar, type Tensor, type TensorOps } from '@sparsweep/core/plugin';

/**
 * `RegularizerContext.largest` as tensor operations: an element is among the `count` largest if fewer than `count`
 * elements are greater, or equal and before it. It compares every pair, so use it for small tensors only.
 */
export function largestByRank(tf: TensorOps, x: Tensor, count: Scalar): Tensor {
  // Comparisons have no gradient, so wrap them in a custom one.
  return tf.customGrad(() => ({ value: maskByRank(tf, x, count), gradFunc: (dy) => tf.zerosLike(dy) }))(x);
}

function maskByRank(tf: TensorOps, x: Tensor, count: Scalar): Tensor {
  const width = at(x.shape, x.rank - 1);
  const rows = tf.reshape(x, [-1, width]);
  const one = tf.expandDims(rows, 2);
  const other = tf.expandDims(rows, 1);
  const positions = tf.range(0, width);
  const before = tf.less(tf.expandDims(positions, 0), tf.expandDims(positions, 1));
  const ahead = tf.logicalOr(tf.greater(other, one), tf.logicalAnd(tf.equal(other, one), before));
  const rank = tf.sum(tf.cast(ahead, 'float32'), 2);
  const wanted = tf.floor(tf.add(count, 0.5));
  return tf.reshape(tf.cast(tf.less(rank, wanted), 'float32'), x.shape);
}
