import { at } from '@sparsweep/core/plugin';
import type { Dim } from '../graph/dim.ts';
import type { Epilogue } from './epilogue.ts';
import type { Expression, Variable } from './functionBuilder.ts';
import type { KernelScope } from './kernelScope.ts';
import type { LeftRows, RightColumns } from './matmulOperands.ts';
import { LANES, type Lanes, lanesOf, splatF32 } from './vectors.ts';

/** A block of the product that is computed in registers. */
export interface Tile {
  readonly scope: KernelScope;
  /** Its number of rows. */
  readonly height: number;
  /** Its number of vectors of four columns. */
  readonly vectors: number;
  /** The lanes in use of the last vector. */
  readonly lastLanes: Lanes;
  readonly depth: Dim;
  readonly left: LeftRows;
  readonly right: RightColumns;
  readonly variables: TileVariables;
  readonly epilogue: Epilogue;
}

/** Variables that all tiles of a product share. */
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

/** Steps of depth in one iteration of the loop. */
const UNROLL = 2;

/**
 * Renders a tile: each sum starts at 0 and adds left times right for every step of depth from 0 upwards, rounding each
 * product and sum to float32, so that the bits of an element do not depend on its tile. The sums go to the epilogue.
 */
export function matmulTile(tile: Tile): Expression {
  const { scope, vectors, lastLanes, left, right, epilogue } = tile;
  const { builder } = scope;
  const { row, column } = tile.variables;
  return builder.block([
    ...sumsOf(tile).map((sum) => sum.set(splatF32(builder.module, 0))),
    left.start(row),
    right.start(column),
    ...sumOverDepth(tile),
    ...sumsOf(tile).map((sum, index) => {
      const down = Math.floor(index / vectors);
      const vector = index % vectors;
      const lanes = vector === vectors - 1 ? lastLanes : LANES;
      return epilogue.render({ row, column, down, right: LANES * vector }, sum.get(), lanes);
    }),
  ]);
}

function sumsOf({ height, vectors, variables }: Tile): readonly Variable[] {
  return variables.sums.slice(0, height * vectors);
}

function sumOverDepth(tile: Tile): Expression[] {
  const { scope, depth, left, right } = tile;
  const { depthIndex } = tile.variables;
  const { builder } = scope;
  const { i32 } = builder.module;
  const unroll = left.fixedStride && right.fixedStride ? UNROLL : 1;
  const step = (ahead: number) => addStep(tile, ahead);
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
  const whole = () => i32.and(scope.length(depth), i32.const(-unroll));
  return [
    start,
    builder.countUp(depthIndex, whole, unroll, turn(unroll)),
    ...(unroll > 1 ? [builder.countUp(depthIndex, () => scope.length(depth), 1, turn(1))] : []),
  ];
}

/** Adds the products of one step of depth, `ahead` steps after the one that the operands point at. */
function addStep({ scope, height, vectors, left, right, variables }: Tile, ahead: number): Expression {
  const { builder } = scope;
  const { f32x4 } = builder.module;
  const { sums, columns, factor } = variables;
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

/** A loop over rows or columns: their number, and the variable (i32) that counts them. */
interface TileLoop {
  readonly scope: KernelScope;
  readonly count: Dim;
  readonly counter: Variable;
}

/** Renders tiles of `height` rows, then one tile with the other rows, or a loop over them where their number varies. */
export function overRows(
  { scope, count, counter: row }: TileLoop,
  height: number,
  tile: (height: number) => Expression,
): Expression {
  const { builder } = scope;
  const { i32 } = builder.module;
  const start = row.set(i32.const(0));
  if (typeof count === 'number') {
    const rest = count % height;
    const whole = () => builder.countUp(row, () => i32.const(count - rest), height, [tile(height)]);
    return builder.block([start, ...(count > rest ? [whole()] : []), ...(rest > 0 ? [tile(rest)] : [])]);
  }
  const whole = () => i32.sub(scope.length(count), i32.const(height - 1));
  return builder.block([
    start,
    builder.countUp(row, whole, height, [tile(height)]),
    builder.countUp(row, () => scope.length(count), 1, [tile(1)]),
  ]);
}

/**
 * Renders panels of `vectors` times four columns, then one panel with the other columns, or a loop over panels of four
 * where their number varies.
 */
export function overColumns(
  { scope, count, counter: column }: TileLoop,
  vectors: number,
  panel: (vectors: number, lastLanes: Lanes) => Expression,
): Expression {
  const { builder } = scope;
  const { i32 } = builder.module;
  const width = LANES * vectors;
  const start = column.set(i32.const(0));
  if (typeof count === 'number') {
    const rest = count % width;
    const whole = () => builder.countUp(column, () => i32.const(count - rest), width, [panel(vectors, LANES)]);
    return builder.block([
      start,
      ...(count > rest ? [whole()] : []),
      ...(rest > 0 ? [panel(Math.ceil(rest / LANES), lanesOf(rest))] : []),
    ]);
  }
  const lanes = builder.local(builder.binaryen.i32);
  const end = () => scope.length(count);
  return builder.block([
    start,
    builder.countUp(column, () => i32.sub(end(), i32.const(width - 1)), width, [panel(vectors, LANES)]),
    builder.countUp(column, end, LANES, [
      lanes.set(i32.sub(end(), column.get())),
      lanes.set(builder.module.select(i32.lt_s(lanes.get(), i32.const(LANES)), lanes.get(), i32.const(LANES))),
      panel(1, lanes),
    ]),
  ]);
}
