import { at } from '@sparsweep/core/plugin';
import { type Dim, multiply } from '../graph/dim.ts';
import type { View } from '../schedule/kernel.ts';
import type { Expression, Variable } from './functionBuilder.ts';
import type { KernelScope } from './kernelScope.ts';
import { BYTES, LANES } from './vectors.ts';

/** Pointers to rows of the left matrix that move along the depth. */
export interface LeftRows {
  /** Whether `splat` can look ahead and `advance` can go several steps at once. */
  readonly fixedStride: boolean;
  /** Moves to the first number of the rows from `row` on. */
  start(row: Variable): Expression;
  /** The number in row `row` + `down`, `ahead` steps of depth further on, in all four lanes. */
  splat(down: number, ahead: number): Expression;
  advance(steps: number): Expression;
}

/** A pointer to columns of the right matrix that moves along the depth. */
export interface RightColumns {
  readonly fixedStride: boolean;
  /** Moves to the first number of the columns from `column` on. */
  start(column: Variable): Expression;
  /** The numbers in four columns, 4 `vector` columns to the right, `ahead` steps of depth further on. */
  load(vector: number, ahead: number): Expression;
  advance(steps: number): Expression;
}

/**
 * Reads the left matrix in place. Where the stride between rows is fixed, they share one pointer and differ in the constant
 * part of their addresses.
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
          pointer.set(scope.movedAddress(scope.firstAddress(view), i32.add(row.get(), i32.const(down)), rowStride)),
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

/** Reads neighbouring columns in place. */
export function columnsInPlace(scope: KernelScope, view: View, pointer: Variable): RightColumns {
  const start = (column: Variable) => pointer.set(scope.movedAddress(scope.firstAddress(view), column.get(), 1));
  return { ...movingColumns(scope, at(view.strides, 0), pointer), start };
}

/** Reads a packed panel of `vectors` times four columns. */
export function columnsOfPanel(scope: KernelScope, address: number, vectors: number, pointer: Variable): RightColumns {
  const start = () => pointer.set(scope.builder.module.i32.const(address));
  return { ...movingColumns(scope, LANES * vectors, pointer), start };
}

function movingColumns(scope: KernelScope, depthStride: Dim, pointer: Variable): Omit<RightColumns, 'start'> {
  const { i32, v128 } = scope.builder.module;
  const constantAhead = typeof depthStride === 'number' ? depthStride : 0;
  return {
    fixedStride: typeof depthStride === 'number',
    load: (vector, ahead) => v128.load(BYTES * (LANES * vector + ahead * constantAhead), BYTES, pointer.get()),
    advance: (steps) => pointer.set(i32.add(pointer.get(), stepBytes(scope, depthStride, steps))),
  };
}

function stepBytes(scope: KernelScope, stride: Dim, steps: number): Expression {
  return scope.bytes(multiply(stride, steps));
}

/** Four neighbouring columns of a [depth, columns] matrix. */
interface FourColumns {
  readonly view: View;
  readonly columns: Dim;
  /** The first one is `column` (i32) + `right`. */
  readonly column: Variable;
  readonly right: number;
}

/**
 * Sets four pointers to the first numbers of four columns. Columns beyond the last one of the matrix are replaced by it.
 *
 * @param pointers 4 variables (i32)
 * @param index a variable (i32) that the code may use.
 */
export function pointAtColumns(
  scope: KernelScope,
  { view, columns, column, right }: FourColumns,
  pointers: readonly Variable[],
  index: Variable,
): Expression {
  const { builder } = scope;
  const { module } = builder;
  const { i32 } = module;
  const last = () => i32.sub(scope.length(columns), i32.const(1));
  return builder.block(
    pointers.flatMap((pointer, lane) => {
      const inside = module.select(i32.lt_s(index.get(), last()), index.get(), last());
      return [
        index.set(i32.add(column.get(), i32.const(right + lane))),
        pointer.set(scope.movedAddress(scope.firstAddress(view), inside, at(view.strides, 1))),
      ];
    }),
  );
}
