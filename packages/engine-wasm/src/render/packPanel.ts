import { at } from '@sparsweep/core/plugin';
import type { Dim } from '../graph/dim.ts';
import type { View } from '../schedule/kernel.ts';
import { BYTES, firstAddress, inBytes, LANES, movedAddress } from './elementAddress.ts';
import { fourColumns } from './fourColumns.ts';
import type { Expression, Variable } from './functionBuilder.ts';
import type { KernelScope } from './kernelScope.ts';
import { transposeFour } from './transposeFour.ts';

/** Bytes of a panel of so many columns, a multiple of 4, and this depth. */
export function panelBytes(columns: number, depth: number): number {
  return BYTES * columns * LANES * Math.ceil(depth / LANES);
}

/** A panel: columns of the right matrix brought together in memory as [depth][4 * vectors]. */
export interface Panel {
  readonly address: number;
  readonly vectors: number;
}

/** Variables of the code that packs; i32, but for `quads`, 4 of v128. */
export interface PackVariables {
  readonly from: readonly Variable[];
  readonly to: Variable;
  readonly depthIndex: Variable;
  readonly quads: readonly Variable[];
}

/**
 * Packs the columns from `column` on. Places of a panel beyond the last column are filled with copies of it or with
 * what lies behind it.
 */
export function packPanel(
  scope: KernelScope,
  view: View,
  [depth, columns]: readonly [depth: Dim, columns: Dim],
  column: Variable,
  panel: Panel,
  variables: PackVariables,
): Expression {
  const [depthStride, columnStride] = [at(view.strides, 0), at(view.strides, 1)];
  const vectors = Array.from({ length: panel.vectors }, (_, vector) => vector);
  if (columnStride === 1) return copyRows(scope, view, depth, column, panel, variables);
  return scope.builder.block(
    vectors.flatMap((vector) => [
      fourColumns(scope, view, columns, [column, LANES * vector], variables.from, variables.to),
      depthStride === 1
        ? transposeBlocks(scope, depth, panel, vector, variables)
        : gatherRows(scope, depth, depthStride, panel, vector, variables),
    ]),
  );
}

/** Columns side by side: vectors are copied as they are. */
function copyRows(
  scope: KernelScope,
  view: View,
  depth: Dim,
  column: Variable,
  { address, vectors }: Panel,
  { from, to, depthIndex }: PackVariables,
): Expression {
  const { builder, rows } = scope;
  const { i32, v128 } = builder.module;
  const pointer = at(from, 0);
  return builder.block([
    pointer.set(movedAddress(scope, firstAddress(scope, view), column.get(), 1)),
    to.set(i32.const(address)),
    depthIndex.set(i32.const(0)),
    builder.countUp(depthIndex, () => builder.dim(depth, rows), 1, [
      ...Array.from({ length: vectors }, (_, vector) => {
        const bytes = BYTES * LANES * vector;
        return v128.store(bytes, BYTES, to.get(), v128.load(bytes, BYTES, pointer.get()));
      }),
      pointer.set(i32.add(pointer.get(), inBytes(scope, at(view.strides, 0)))),
      to.set(i32.add(to.get(), i32.const(BYTES * LANES * vectors))),
    ]),
  ]);
}

/** Columns that lie along the depth, four numbers of each at a time; reads up to 12 bytes past the end of each. */
function transposeBlocks(
  scope: KernelScope,
  depth: Dim,
  { address, vectors }: Panel,
  vector: number,
  { from, to, depthIndex, quads }: PackVariables,
): Expression {
  const { builder, rows } = scope;
  const { i32, v128 } = builder.module;
  const rowBytes = BYTES * LANES * vectors;
  return builder.block([
    to.set(i32.const(address + BYTES * LANES * vector)),
    depthIndex.set(i32.const(0)),
    builder.countUp(depthIndex, () => builder.dim(depth, rows), LANES, [
      ...quads.map((quad, lane) => quad.set(v128.load(0, BYTES, at(from, lane).get()))),
      ...transposeFour(builder, quads).map((code, step) => v128.store(step * rowBytes, BYTES, to.get(), code)),
      ...from.map((pointer) => pointer.set(i32.add(pointer.get(), i32.const(BYTES * LANES)))),
      to.set(i32.add(to.get(), i32.const(LANES * rowBytes))),
    ]),
  ]);
}

/** Columns of any strides, number by number. */
function gatherRows(
  scope: KernelScope,
  depth: Dim,
  depthStride: Dim,
  { address, vectors }: Panel,
  vector: number,
  { from, to, depthIndex }: PackVariables,
): Expression {
  const { builder, rows } = scope;
  const { i32, f32 } = builder.module;
  return builder.block([
    to.set(i32.const(address + BYTES * LANES * vector)),
    depthIndex.set(i32.const(0)),
    builder.countUp(depthIndex, () => builder.dim(depth, rows), 1, [
      ...from.map((pointer, lane) => f32.store(BYTES * lane, BYTES, to.get(), f32.load(0, BYTES, pointer.get()))),
      ...from.map((pointer) => pointer.set(i32.add(pointer.get(), inBytes(scope, depthStride)))),
      to.set(i32.add(to.get(), i32.const(BYTES * LANES * vectors))),
    ]),
  ]);
}
