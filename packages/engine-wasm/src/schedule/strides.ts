import { at } from '@sparsweep/core/plugin';
import { type Dim, multiply, type Shape, sameDim } from '../graph/dim.ts';
import type { View } from './kernel.ts';

/** The strides of a tensor with adjacent elements in row-major order. */
export function contiguousStrides(shape: Shape): readonly Dim[] {
  const strides: Dim[] = [];
  let stride: Dim = 1;
  for (const length of shape.toReversed()) {
    strides.unshift(stride);
    stride = multiply(stride, length);
  }
  return strides;
}

/** Whether elements at these strides are adjacent, in row-major order. */
export function areContiguous(strides: readonly Dim[], shape: Shape): boolean {
  const expected = contiguousStrides(shape);
  return strides.every((stride, axis) => at(shape, axis) === 1 || sameDim(stride, at(expected, axis)));
}

/** A whole buffer, as a tensor of a shape. */
export function wholeBuffer(buffer: number, shape: Shape): View {
  return { buffer, offset: 0, strides: contiguousStrides(shape) };
}

/** The strides of a tensor of `shape` that is broadcast to `extent`. */
export function broadcastStrides(strides: readonly Dim[], shape: Shape, extent: Shape): readonly Dim[] {
  const missing = extent.length - shape.length;
  return extent.map((length, axis) => {
    if (axis < missing) return 0;
    const own = at(shape, axis - missing);
    return own === 1 && length !== 1 ? 0 : at(strides, axis - missing);
  });
}

/** The strides after merging the axes `axis` and `axis + 1`; undefined where no stride fits. */
export function mergedStrides(strides: readonly Dim[], extent: Shape, axis: number): readonly Dim[] | undefined {
  const [outer, inner] = [at(strides, axis), at(strides, axis + 1)];
  if (at(extent, axis) === 1) return strides.toSpliced(axis, 1);
  if (at(extent, axis + 1) === 1) return strides.toSpliced(axis + 1, 1);
  const fits = sameDim(outer, multiply(inner, at(extent, axis + 1)));
  return fits ? strides.toSpliced(axis, 1) : undefined;
}
