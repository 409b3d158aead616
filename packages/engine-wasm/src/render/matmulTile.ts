import { at } from '@sparsweep/core/plugin';
import type { Dim } from '../graph/dim.ts';
import { LANES } from './elementAddress.ts';
import type { EpilogueRenderer, Lanes } from './epilogue.ts';
import type { Expression, Variable } from './functionBuilder.ts';
import type { KernelScope } from './kernelScope.ts';
import type { LeftRows, RightColumns } from './matmulOperands.ts';
import { splatF32 } from './splat.ts';

/** A block of the product that is computed in registers. */
export interface Tile {
  /** How many rows. */
  readonly height: number;
  /** How many vectors of four columns. */
  readonly vectors: number;
  /** How many columns of the last vector there are. */
  readonly lastLanes: Lanes;
}

/** Variables of the code of tiles; tiles that follow one another share them. */
export interface TileVariables {
  /** First row and first column of the tile (i32). */
  readonly row: Variable;
  readonly column: Variable;
  readonly depthIndex: Variable;
  /** v128, `height * vectors` of them. */
  readonly sums: readonly Variable[];
  /** v128, `vectors` of them. */
  readonly columns: readonly Variable[];
  /** v128 */
  readonly factor: Variable;
}

/** Steps of depth in one turn of the loop. */
const UNROLL = 2;

/**
 * Computes a tile: 0, then for every step of depth from 0 upwards plus left times right, each rounded to float32, so
 * that the bits of an element do not depend on the tile that it is in. Then hands the sums to the epilogue.
 */
export function matmulTile(
  scope: KernelScope,
  tile: Tile,
  depth: Dim,
  left: LeftRows,
  right: RightColumns,
  variables: TileVariables,
  epilogue: EpilogueRenderer,
): Expression {
  const { builder } = scope;
  const { row, column } = variables;
  return builder.block([
    ...sumsOf(tile, variables).map((sum) => sum.set(splatF32(builder.module, 0))),
    left.start(row),
    right.start(column),
    ...sumOverDepth(scope, depth, left, right, variables, (ahead) =>
      addStep(scope, tile, left, right, variables, ahead),
    ),
    ...sumsOf(tile, variables).map((sum, index) => {
      const down = Math.floor(index / tile.vectors);
      const vector = index % tile.vectors;
      const lanes = vector === tile.vectors - 1 ? tile.lastLanes : LANES;
      return epilogue(builder, row, column, sum.get(), lanes, down, LANES * vector);
    }),
  ]);
}

function sumsOf({ height, vectors }: Tile, { sums }: TileVariables): readonly Variable[] {
  return sums.slice(0, height * vectors);
}

/** The loop over depth around `step(ahead)`, the code of the step so many after the one that the operands are at. */
function sumOverDepth(
  scope: KernelScope,
  depth: Dim,
  left: LeftRows,
  right: RightColumns,
  { depthIndex }: TileVariables,
  step: (ahead: number) => Expression,
): Expression[] {
  const { builder, rows } = scope;
  const { i32 } = builder.module;
  const unroll = left.fixedStride && right.fixedStride ? UNROLL : 1;
  const turn = (steps: number) => [
    ...Array.from({ length: steps }, (_, ahead) => step(ahead)),
    left.advance(steps),
    right.advance(steps),
  ];
  const start = depthIndex.set(i32.const(0));
  if (typeof depth === 'number') {
    const rest = depth % unroll;
    const main = builder.countUp(depthIndex, () => i32.const(depth - rest), unroll, turn(unroll));
    return [...(depth > rest ? [start, main] : []), ...Array.from({ length: rest }, (_, ahead) => step(ahead))];
  }
  const whole = () => i32.and(builder.dim(depth, rows), i32.const(-unroll));
  return [
    start,
    builder.countUp(depthIndex, whole, unroll, turn(unroll)),
    ...(unroll > 1 ? [builder.countUp(depthIndex, () => builder.dim(depth, rows), 1, turn(1))] : []),
  ];
}

function addStep(
  { builder }: KernelScope,
  { height, vectors }: Tile,
  left: LeftRows,
  right: RightColumns,
  { sums, columns, factor }: TileVariables,
  ahead: number,
): Expression {
  const { f32x4 } = builder.module;
  const each = Array.from({ length: vectors }, (_, vector) => vector);
  return builder.block([
    ...each.map((vector) => at(columns, vector).set(right.load(vector, ahead))),
    ...Array.from({ length: height }, (_, down) => [
      factor.set(left.splat(down, ahead)),
      ...each.map((vector) => {
        const sum = at(sums, down * vectors + vector);
        return sum.set(f32x4.add(sum.get(), f32x4.mul(factor.get(), at(columns, vector).get())));
      }),
    ]).flat(),
  ]);
}
