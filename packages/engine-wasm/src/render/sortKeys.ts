import type { Expression, FunctionBuilder } from './functionBuilder.ts';
import { ifRemaining, type LargestRow, overWholeVectors } from './largestRow.ts';
import { BYTES, LANES, laneNumbers, shuffle, splatF32, splatI32 } from './vectors.ts';

const LEAST = -(2 ** 31);
const MOST = 2 ** 31 - 1;

/**
 * Writes the sort keys of a row: 32-bit integers that sort like its numbers. 0 and -0 have the same key, NaN has the
 * largest integer, and the lanes that fill up the last vector have the smallest. Sets `low` and `high`.
 *
 * As integers, the bits of float32 numbers sort like the numbers, except that negative ones sort backwards: their lower
 * 31 bits are inverted.
 */
export function writeSortKeys(row: LargestRow): Expression {
  const { scope, width, keys } = row;
  const { builder } = scope;
  const { i32, i32x4, v128 } = builder.module;
  const { input, position, vector, smallest, largest, low, high } = row.variables;
  const load = (ahead: number) => vector.set(v128.load(ahead, BYTES, i32.add(input.get(), position.get())));
  const store = (ahead: number) => v128.store(keys + ahead, BYTES, position.get(), vector.get());
  const turn = () => vector.set(keysOf(builder, () => vector.get()));
  const inside = () => {
    const left = typeof width === 'number' ? i32.const(width % LANES) : i32.and(scope.length(width), i32.const(3));
    return i32x4.gt_s(i32x4.splat(left), laneNumbers(builder.module));
  };
  return builder.block([
    smallest.set(splatI32(builder.module, MOST)),
    largest.set(splatI32(builder.module, LEAST)),
    overWholeVectors(row, (ahead) => [
      load(ahead),
      turn(),
      store(ahead),
      smallest.set(i32x4.min_s(smallest.get(), vector.get())),
      largest.set(i32x4.max_s(largest.get(), vector.get())),
    ]),
    ifRemaining(row, [
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
