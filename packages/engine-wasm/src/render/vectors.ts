import { at } from '@sparsweep/core/plugin';
import type { Binaryen, Expression, FunctionBuilder, Variable } from './functionBuilder.ts';

/** Bytes of a float32. */
export const BYTES = 4;

/** Numbers in a vector. */
export const LANES = 4;

/** The number of lanes, from the first, that are in use: fixed, or 1 to 4 in a variable (i32). */
export type Lanes = 1 | 2 | 3 | 4 | Variable;

/** The lanes in use of the last vector when so many elements, at least one, are cut into vectors. */
export function lanesOf(elements: number): 1 | 2 | 3 | 4 {
  return LANES_LEFT[elements % LANES] ?? 4;
}

const LANES_LEFT = [4, 1, 2, 3] as const;

type Module = InstanceType<Binaryen['Module']>;

/** A vector of four equal float32 numbers. */
export function splatF32(module: Module, value: number): Expression {
  return module.v128.const(new Uint8Array(new Float32Array(4).fill(value).buffer));
}

/** A vector of four equal 32-bit integers. */
export function splatI32(module: Module, value: number): Expression {
  return module.v128.const(new Uint8Array(new Int32Array(4).fill(value).buffer));
}

/** A vector of two equal float64 numbers. */
export function splatF64(module: Module, value: number): Expression {
  return module.v128.const(new Uint8Array(new Float64Array(2).fill(value).buffer));
}

/** A vector of two equal 64-bit integers. */
export function splatI64(module: Module, value: bigint): Expression {
  return module.v128.const(new Uint8Array(new BigInt64Array(2).fill(value).buffer));
}

/** A vector of the integers 0, 1, 2, 3. */
export function laneNumbers(module: Module): Expression {
  return module.v128.const(new Uint8Array(new Int32Array([0, 1, 2, 3]).buffer));
}

/** Transposes a 4 x 4 matrix: takes its rows in four v128 variables, and returns its columns. */
export function transposeFour(builder: FunctionBuilder, rows: readonly Variable[]): readonly Expression[] {
  const pairs = (first: number, second: number, lane: number) =>
    shuffle(builder, at(rows, first).get(), at(rows, second).get(), [lane, lane + 4, lane + 1, lane + 5]);
  return [0, 2].flatMap((lane) =>
    [0, 2].map((half) => shuffle(builder, pairs(0, 1, lane), pairs(2, 3, lane), [half, half + 1, half + 4, half + 5])),
  );
}

/** Picks four of the eight float32 lanes of two vectors. Lanes 4 to 7 are those of the second one. */
export function shuffle(
  builder: FunctionBuilder,
  left: Expression,
  right: Expression,
  lanes: readonly number[],
): Expression {
  const bytes = lanes.flatMap((lane) => [0, 1, 2, 3].map((byte) => 4 * lane + byte));
  return builder.module.i8x16.shuffle(left, right, bytes);
}

/** Bytes for `i8x16.shuffle`: the upper half of a vector, twice. */
export const UPPER_HALF = [8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15];

/** Bytes for `i8x16.shuffle`: the lower halves of two vectors. */
export const LOWER_HALVES = [0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23];
