import { at } from '@sparsweep/core/plugin';
import type { Dim } from '../graph/dim.ts';
import type { MatmulKernel } from '../schedule/kernel.ts';
import type { Epilogue } from './epilogue.ts';
import type { Expression, Variable } from './functionBuilder.ts';
import type { KernelScope } from './kernelScope.ts';
import { pointAtColumns } from './matmulOperands.ts';
import { overColumns } from './matmulTile.ts';
import { BYTES, LANES, type Lanes, splatF32, transposeFour } from './vectors.ts';

/** The variables of the code: i32, except `sums`, 4 of v128, and `factor` and `total`, v128. */
interface DotVariables {
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
 * Renders the product of one row with columns that lie along the depth, four columns at a time.
 *
 * Four sums run over the depths 0, 4, 8 ..., 1, 5, 9 ..., 2, 6, 10 ... and 3, 7, 11 ..., as far as there are whole fours,
 * each rounded to float32 at every step. They are added as (first + third) + (second + fourth), and the rest of the depth
 * is added to that in order.
 */
export function renderDotProducts(scope: KernelScope, kernel: MatmulKernel, epilogue: Epilogue): Expression {
  const { builder } = scope;
  const { i32, v128 } = builder.binaryen;
  const several = (type: number) => Array.from({ length: LANES }, () => builder.local(type));
  const variables: DotVariables = {
    row: builder.local(i32),
    column: builder.local(i32),
    depthIndex: builder.local(i32),
    left: builder.local(i32),
    right: several(i32),
    sums: several(v128),
    factor: builder.local(v128),
    total: builder.local(v128),
  };
  return overColumns({ scope, count: kernel.columns, counter: variables.column }, 1, (_, lanes) =>
    fourDotProducts({ scope, kernel, epilogue, variables }, lanes),
  );
}

interface DotProducts {
  readonly scope: KernelScope;
  readonly kernel: MatmulKernel;
  readonly epilogue: Epilogue;
  readonly variables: DotVariables;
}

function fourDotProducts({ scope, kernel, epilogue, variables }: DotProducts, lanes: Lanes): Expression {
  const { builder } = scope;
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
  const fourColumns = { view: kernel.right, columns: kernel.columns, column, right: 0 };
  return builder.block([
    row.set(i32.const(0)),
    ...sums.map((sum) => sum.set(splatF32(builder.module, 0))),
    left.set(scope.firstAddress(kernel.left)),
    pointAtColumns(scope, fourColumns, right, depthIndex),
    depthIndex.set(i32.const(0)),
    builder.countUp(depthIndex, () => wholeFours(scope, kernel.depth), LANES, fours),
    total.set(sumOfLanes(scope, sums)),
    builder.countUp(depthIndex, () => scope.length(kernel.depth), 1, one),
    epilogue.render({ row, column }, total.get(), lanes),
  ]);
}

function wholeFours(scope: KernelScope, depth: Dim): Expression {
  const { i32 } = scope.builder.module;
  return typeof depth === 'number'
    ? i32.const(depth - (depth % LANES))
    : i32.and(scope.length(depth), i32.const(-LANES));
}

function sumOfLanes({ builder }: KernelScope, sums: readonly Variable[]): Expression {
  const { f32x4 } = builder.module;
  const lanes = transposeFour(builder, sums);
  return f32x4.add(f32x4.add(at(lanes, 0), at(lanes, 2)), f32x4.add(at(lanes, 1), at(lanes, 3)));
}

/** The numbers at four pointers, as the lanes of a vector. */
function gathered({ builder }: KernelScope, pointers: readonly Variable[]): Expression {
  const { v128 } = builder.module;
  return pointers
    .slice(1)
    .reduce(
      (vector, pointer, index) => v128.load32_lane(0, BYTES, index + 1, pointer.get(), vector),
      v128.load32_zero(0, BYTES, at(pointers, 0).get()),
    );
}
