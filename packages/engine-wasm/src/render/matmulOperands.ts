import { at } from '@sparsweep/core/plugin';
import { type Dim, multiply } from '../graph/dim.ts';
import type { View } from '../schedule/kernel.ts';
import { BYTES, firstAddress, inBytes, LANES, movedAddress } from './elementAddress.ts';
import type { Expression, Variable } from './functionBuilder.ts';
import type { KernelScope } from './kernelScope.ts';

/** Rows of the left matrix, walked along the depth. */
export interface LeftRows {
  /** Whether `splat` and `advance` go more than one step at a time. */
  readonly fixedStride: boolean;
  /** Goes to the first number of the rows from `row` on. */
  start(row: Variable): Expression;
  /** The number of row `row` + `down`, `ahead` steps of depth further on, in all four lanes. */
  splat(down: number, ahead: number): Expression;
  advance(steps: number): Expression;
}

/** A few columns of the right matrix, walked along the depth. */
export interface RightColumns {
  readonly fixedStride: boolean;
  /** Goes to the first number of the columns from `column` on. */
  start(column: Variable): Expression;
  /** Four columns, `vector` fours to the right, `ahead` steps of depth further on. */
  load(vector: number, ahead: number): Expression;
  advance(steps: number): Expression;
}

/**
 * Reads the left matrix where it lies. Where the stride between rows is fixed they share one pointer and differ in the
 * constant part of their addresses.
 *
 * @param pointers i32 variables: as many as rows, or one where the stride is fixed.
 */
export function leftRows(scope: KernelScope, view: View, pointers: readonly Variable[]): LeftRows {
  const { builder } = scope;
  const { i32, v128 } = builder.module;
  const rowStride = at(view.strides, 0);
  const depthStride = at(view.strides, 1);
  const used = typeof rowStride === 'number' ? pointers.slice(0, 1) : pointers;
  const constantDown = typeof rowStride === 'number' ? rowStride : 0;
  const constantAhead = typeof depthStride === 'number' ? depthStride : 0;
  return {
    fixedStride: typeof depthStride === 'number',
    start: (row) =>
      builder.block(
        used.map((pointer, down) =>
          pointer.set(movedAddress(scope, firstAddress(scope, view), i32.add(row.get(), i32.const(down)), rowStride)),
        ),
      ),
    splat: (down, ahead) =>
      v128.load32_splat(
        BYTES * (down * constantDown + ahead * constantAhead),
        BYTES,
        at(used, Math.min(down, used.length - 1)).get(),
      ),
    advance: (steps) =>
      builder.block(used.map((pointer) => pointer.set(i32.add(pointer.get(), stepBytes(scope, depthStride, steps))))),
  };
}

/** Reads columns that lie side by side where they are. */
export function columnsInPlace(scope: KernelScope, view: View, pointer: Variable): RightColumns {
  const start = (column: Variable) => pointer.set(movedAddress(scope, firstAddress(scope, view), column.get(), 1));
  return { ...walkedColumns(scope, at(view.strides, 0), pointer), start };
}

/** Reads a packed panel, `vectors` times four columns wide. */
export function columnsOfPanel(scope: KernelScope, address: number, vectors: number, pointer: Variable): RightColumns {
  const start = () => pointer.set(scope.builder.module.i32.const(address));
  return { ...walkedColumns(scope, LANES * vectors, pointer), start };
}

function walkedColumns(scope: KernelScope, depthStride: Dim, pointer: Variable): Omit<RightColumns, 'start'> {
  const { i32, v128 } = scope.builder.module;
  const constantAhead = typeof depthStride === 'number' ? depthStride : 0;
  return {
    fixedStride: typeof depthStride === 'number',
    load: (vector, ahead) => v128.load(BYTES * (LANES * vector + ahead * constantAhead), BYTES, pointer.get()),
    advance: (steps) => pointer.set(i32.add(pointer.get(), stepBytes(scope, depthStride, steps))),
  };
}

function stepBytes(scope: KernelScope, stride: Dim, steps: number): Expression {
  return inBytes(scope, multiply(stride, steps));
}
