import { at } from '@sparsweep/core/plugin';
import { type Dim, multiply } from '../graph/dim.ts';
import type { View } from '../schedule/kernel.ts';
import type { Expression } from './functionBuilder.ts';
import type { KernelScope } from './kernelScope.ts';

/** Bytes of a float32. */
export const BYTES = 4;

/** Numbers in a vector. */
export const LANES = 4;

/** A number of elements in bytes, as an i32. */
export function inBytes({ builder, rows }: KernelScope, elements: Dim): Expression {
  return builder.dim(multiply(elements, BYTES), rows);
}

/** The address of the first element of a view, as an i32. */
export function firstAddress(scope: KernelScope, view: View): Expression {
  const { i32 } = scope.builder.module;
  const { address } = at(scope.buffers, view.buffer);
  if (typeof view.offset === 'number') return i32.const(address + BYTES * view.offset);
  return i32.add(i32.const(address), inBytes(scope, view.offset));
}

/** `start` moved on by `index` (an i32) elements that lie `stride` apart. */
export function movedAddress(scope: KernelScope, start: Expression, index: Expression, stride: Dim): Expression {
  const { i32 } = scope.builder.module;
  return i32.add(start, i32.mul(index, inBytes(scope, stride)));
}
