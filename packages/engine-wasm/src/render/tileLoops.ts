import type { Dim } from '../graph/dim.ts';
import { LANES } from './elementAddress.ts';
import type { Expression, Variable } from './functionBuilder.ts';
import { type Lanes, lanesOf } from './iteration.ts';
import type { KernelScope } from './kernelScope.ts';

/** Tiles down the rows: whole ones, then one with the rest of them, or, where their number is not fixed, one by one. */
export function overRows(
  scope: KernelScope,
  count: Dim,
  height: number,
  row: Variable,
  tile: (height: number) => Expression,
): Expression {
  const { builder, rows } = scope;
  const { i32 } = builder.module;
  const start = row.set(i32.const(0));
  if (typeof count === 'number') {
    const rest = count % height;
    const whole = () => builder.countUp(row, () => i32.const(count - rest), height, [tile(height)]);
    return builder.block([start, ...(count > rest ? [whole()] : []), ...(rest > 0 ? [tile(rest)] : [])]);
  }
  const whole = () => i32.sub(builder.dim(count, rows), i32.const(height - 1));
  return builder.block([
    start,
    builder.countUp(row, whole, height, [tile(height)]),
    builder.countUp(row, () => builder.dim(count, rows), 1, [tile(1)]),
  ]);
}

/**
 * Panels across the columns, `vectors` wide: whole ones, then one with the rest of the columns, or, where their number
 * is not fixed, four by four.
 */
export function overColumns(
  scope: KernelScope,
  count: Dim,
  vectors: number,
  column: Variable,
  panel: (vectors: number, lastLanes: Lanes) => Expression,
): Expression {
  const { builder, rows } = scope;
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
  const end = () => builder.dim(count, rows);
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
