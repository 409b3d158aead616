import type { Dim } from '../graph/dim.ts';
import { BYTES, LANES } from './elementAddress.ts';
import type { Expression, FunctionBuilder } from './functionBuilder.ts';
import type { KernelScope } from './kernelScope.ts';
import type { LargestVariables } from './largestVariables.ts';
import { overWholeVectors, whereRestOf } from './overVectors.ts';
import { splatF32, splatI32 } from './splat.ts';
import { shuffle } from './transposeFour.ts';

const LEAST = -(2 ** 31);
const MOST = 2 ** 31 - 1;

/**
 * Turns the numbers of a row into 32-bit whole numbers that sort like them, at the address `keys`: equal for 0 and -0,
 * the largest whole number for NaN, and the smallest for what fills the last vector up. Sets `low` and `high`.
 *
 * The bits of a float32 sort like whole numbers but for the negative ones, which sort backwards: their lower 31 bits
 * are turned over.
 */
export function writeSortKeys(scope: KernelScope, width: Dim, keys: number, variables: LargestVariables): Expression {
  const { builder, rows } = scope;
  const { i32, i32x4, v128 } = builder.module;
  const { input, position, vector, smallest, largest, low, high } = variables;
  const load = (ahead: number) => vector.set(v128.load(ahead, BYTES, i32.add(input.get(), position.get())));
  const store = (ahead: number) => v128.store(keys + ahead, BYTES, position.get(), vector.get());
  const turn = () => vector.set(keysOf(builder, () => vector.get()));
  const inside = () => {
    const left = typeof width === 'number' ? i32.const(width % LANES) : i32.and(builder.dim(width, rows), i32.const(3));
    return i32x4.gt_s(i32x4.splat(left), laneNumbers(builder));
  };
  return builder.block([
    smallest.set(splatI32(builder.module, MOST)),
    largest.set(splatI32(builder.module, LEAST)),
    overWholeVectors(scope, width, position, (ahead) => [
      load(ahead),
      turn(),
      store(ahead),
      smallest.set(i32x4.min_s(smallest.get(), vector.get())),
      largest.set(i32x4.max_s(largest.get(), vector.get())),
    ]),
    whereRestOf(scope, width, [
      load(0),
      turn(),
      smallest.set(i32x4.min_s(smallest.get(), v128.bitselect(vector.get(), splatI32(builder.module, MOST), inside()))),
      vector.set(v128.bitselect(vector.get(), splatI32(builder.module, LEAST), inside())),
      store(0),
      largest.set(i32x4.max_s(largest.get(), vector.get())),
    ]),
    smallest.set(i32x4.min_s(smallest.get(), shuffle(builder, smallest.get(), smallest.get(), [2, 3, 0, 1]))),
    smallest.set(i32x4.min_s(smallest.get(), shuffle(builder, smallest.get(), smallest.get(), [1, 0, 3, 2]))),
    largest.set(i32x4.max_s(largest.get(), shuffle(builder, largest.get(), largest.get(), [2, 3, 0, 1]))),
    largest.set(i32x4.max_s(largest.get(), shuffle(builder, largest.get(), largest.get(), [1, 0, 3, 2]))),
    low.set(i32.sub(i32x4.extract_lane(smallest.get(), 0), i32.const(1))),
    high.set(i32x4.extract_lane(largest.get(), 0)),
  ]);
}

function keysOf(builder: FunctionBuilder, numbers: () => Expression): Expression {
  const { module } = builder;
  const { f32x4, i32x4, v128 } = module;
  // Adding 0 turns -0 into 0 and leaves all other numbers as they are.
  const bits = () => f32x4.add(numbers(), splatF32(module, 0));
  const turned = v128.and(i32x4.shr_s(bits(), module.i32.const(31)), splatI32(module, MOST));
  return v128.bitselect(v128.xor(bits(), turned), splatI32(module, MOST), f32x4.eq(numbers(), numbers()));
}

function laneNumbers({ module }: FunctionBuilder): Expression {
  return module.v128.const(new Uint8Array(new Int32Array([0, 1, 2, 3]).buffer));
}
