import { at } from '@sparsweep/core/plugin';
import type { Dim } from '../graph/dim.ts';
import type { View } from '../schedule/kernel.ts';
import type { Expression, Variable } from './functionBuilder.ts';
import type { KernelScope } from './kernelScope.ts';
import { pointAtColumns } from './matmulOperands.ts';
import { BYTES, LANES, transposeFour } from './vectors.ts';

/** Bytes of a panel of so many columns, a multiple of 4, and this depth. */
export function panelBytes(columns: number, depth: number): number {
  return BYTES * columns * LANES * Math.ceil(depth / LANES);
}

/** Columns of a [depth, columns] matrix that are copied to a panel in memory: [depth][4 * vectors]. */
export interface Panel {
  readonly scope: KernelScope;
  readonly view: View;
  readonly depth: Dim;
  readonly columns: Dim;
  /** The first column of the panel (i32). */
  readonly column: Variable;
  readonly address: number;
  readonly vectors: number;
  readonly variables: PackVariables;
}

/** Variables of the code that packs; i32, except `quads`, 4 of v128. */
export interface PackVariables {
  readonly from: readonly Variable[];
  readonly to: Variable;
  readonly depthIndex: Variable;
  readonly quads: readonly Variable[];
}

/** Packs a panel. Behind the last column of the matrix the panel holds numbers that are not used. */
export function packPanel(panel: Panel): Expression {
  const { scope, view, columns, column, variables } = panel;
  const [depthStride, columnStride] = [at(view.strides, 0), at(view.strides, 1)];
  if (columnStride === 1) return copyRows(panel);
  return scope.builder.block(
    Array.from({ length: panel.vectors }, (_, vector) => [
      pointAtColumns(scope, { view, columns, column, right: LANES * vector }, variables.from, variables.to),
      depthStride === 1 ? transposeBlocks(panel, vector) : gatherRows(panel, vector, depthStride),
    ]).flat(),
  );
}

/** Neighbouring columns: copies vectors as they are. */
function copyRows({ scope, view, depth, column, address, vectors, variables }: Panel): Expression {
  const { builder } = scope;
  const { i32, v128 } = builder.module;
  const { from, to, depthIndex } = variables;
  const pointer = at(from, 0);
  return builder.block([
    pointer.set(scope.movedAddress(scope.firstAddress(view), column.get(), 1)),
    to.set(i32.const(address)),
    depthIndex.set(i32.const(0)),
    builder.countUp(depthIndex, () => scope.length(depth), 1, [
      ...Array.from({ length: vectors }, (_, vector) => {
        const bytes = BYTES * LANES * vector;
        return v128.store(bytes, BYTES, to.get(), v128.load(bytes, BYTES, pointer.get()));
      }),
      pointer.set(i32.add(pointer.get(), scope.bytes(at(view.strides, 0)))),
      to.set(i32.add(to.get(), i32.const(BYTES * LANES * vectors))),
    ]),
  ]);
}

/** Columns that lie along the depth: four numbers of each at a time. Reads up to 12 bytes past the end of each. */
function transposeBlocks({ scope, depth, address, vectors, variables }: Panel, vector: number): Expression {
  const { builder } = scope;
  const { i32, v128 } = builder.module;
  const { from, to, depthIndex, quads } = variables;
  const rowBytes = BYTES * LANES * vectors;
  return builder.block([
    to.set(i32.const(address + BYTES * LANES * vector)),
    depthIndex.set(i32.const(0)),
    builder.countUp(depthIndex, () => scope.length(depth), LANES, [
      ...quads.map((quad, lane) => quad.set(v128.load(0, BYTES, at(from, lane).get()))),
      ...transposeFour(builder, quads).map((code, step) => v128.store(step * rowBytes, BYTES, to.get(), code)),
      ...from.map((pointer) => pointer.set(i32.add(pointer.get(), i32.const(BYTES * LANES)))),
      to.set(i32.add(to.get(), i32.const(LANES * rowBytes))),
    ]),
  ]);
}

/** Columns of any strides: number by number. */
function gatherRows(
  { scope, depth, address, vectors, variables }: Panel,
  vector: number,
  depthStride: Dim,
): Expression {
  const { builder } = scope;
  const { i32, f32 } = builder.module;
  const { from, to, depthIndex } = variables;
  return builder.block([
    to.set(i32.const(address + BYTES * LANES * vector)),
    depthIndex.set(i32.const(0)),
    builder.countUp(depthIndex, () => scope.length(depth), 1, [
      ...from.map((pointer, lane) => f32.store(BYTES * lane, BYTES, to.get(), f32.load(0, BYTES, pointer.get()))),
      ...from.map((pointer) => pointer.set(i32.add(pointer.get(), scope.bytes(depthStride)))),
      to.set(i32.add(to.get(), i32.const(BYTES * LANES * vectors))),
    ]),
  ]);
}
