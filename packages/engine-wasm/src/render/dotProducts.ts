import { at } from '@sparsweep/core/plugin';
import type { Dim } from '../graph/dim.ts';
import type { MatmulKernel } from '../schedule/kernel.ts';
import { BYTES, firstAddress, LANES } from './elementAddress.ts';
import type { EpilogueRenderer, Lanes } from './epilogue.ts';
import { fourColumns } from './fourColumns.ts';
import type { Expression, Variable } from './functionBuilder.ts';
import type { KernelScope } from './kernelScope.ts';
import { splatF32 } from './splat.ts';
import { transposeFour } from './transposeFour.ts';

/** Variables of the code of dot products: i32, but for `sums`, 4 of v128, and `factor` and `total`, v128. */
export interface DotVariables {
  readonly row: Variable;
  readonly column: Variable;
  readonly depthIndex: Variable;
  readonly left: Variable;
  /** 4 of them. */
  readonly right: readonly Variable[];
  readonly sums: readonly Variable[];
  readonly factor: Variable;
  readonly total: Variable;
}

/**
 * The product of one row with four columns from `column` on, all of which lie along the depth. Four sums run over the
 * depths 0, 4, 8 ..., 1, 5, 9 ..., 2, 6, 10 ... and 3, 7, 11 ..., as far as there are whole fours, each rounded to
 * float32 at every step; they are added as (first + third) + (second + fourth), and to that the rest of the depth in
 * order.
 */
export function dotProducts(
  scope: KernelScope,
  kernel: MatmulKernel,
  lanes: Lanes,
  variables: DotVariables,
  epilogue: EpilogueRenderer,
): Expression {
  const { builder, rows } = scope;
  const { f32x4, i32, v128 } = builder.module;
  const { row, column, depthIndex, left, right, sums, factor, total } = variables;
  const advance = (bytes: number) =>
    [left, ...right].map((pointer) => pointer.set(i32.add(pointer.get(), i32.const(bytes))));
  const fours = [
    factor.set(v128.load(0, BYTES, left.get())),
    ...right.map((pointer, lane) => {
      const sum = at(sums, lane);
      return sum.set(f32x4.add(sum.get(), f32x4.mul(factor.get(), v128.load(0, BYTES, pointer.get()))));
    }),
    ...advance(BYTES * LANES),
  ];
  const one = [
    total.set(f32x4.add(total.get(), f32x4.mul(v128.load32_splat(0, BYTES, left.get()), gathered(scope, right)))),
    ...advance(BYTES),
  ];
  return builder.block([
    row.set(i32.const(0)),
    ...sums.map((sum) => sum.set(splatF32(builder.module, 0))),
    left.set(firstAddress(scope, kernel.left)),
    fourColumns(scope, kernel.right, kernel.columns, [column, 0], right, depthIndex),
    depthIndex.set(i32.const(0)),
    builder.countUp(depthIndex, () => wholeFours(scope, kernel.depth), LANES, fours),
    total.set(sumOfLanes(scope, sums)),
    builder.countUp(depthIndex, () => builder.dim(kernel.depth, rows), 1, one),
    epilogue(builder, row, column, total.get(), lanes),
  ]);
}

function wholeFours({ builder, rows }: KernelScope, depth: Dim): Expression {
  const { i32 } = builder.module;
  return typeof depth === 'number'
    ? i32.const(depth - (depth % LANES))
    : i32.and(builder.dim(depth, rows), i32.const(-LANES));
}

function sumOfLanes({ builder }: KernelScope, sums: readonly Variable[]): Expression {
  const { f32x4 } = builder.module;
  const lanes = transposeFour(builder, sums);
  return f32x4.add(f32x4.add(at(lanes, 0), at(lanes, 2)), f32x4.add(at(lanes, 1), at(lanes, 3)));
}

/** The numbers that four pointers point at, as the lanes of a vector. */
function gathered({ builder }: KernelScope, pointers: readonly Variable[]): Expression {
  const { v128 } = builder.module;
  return pointers
    .slice(1)
    .reduce(
      (vector, pointer, index) => v128.load32_lane(0, BYTES, index + 1, pointer.get(), vector),
      v128.load32_zero(0, BYTES, at(pointers, 0).get()),
    );
}
