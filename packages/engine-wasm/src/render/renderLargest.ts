import { at } from '@sparsweep/core/plugin';
import type { LargestKernel } from '../schedule/kernel.ts';
import { findThreshold } from './findThreshold.ts';
import type { Expression } from './functionBuilder.ts';
import type { KernelScope } from './kernelScope.ts';
import { ifRemaining, type LargestRow, largestVariables, overWholeVectors } from './largestRow.ts';
import { writeSortKeys } from './sortKeys.ts';
import { BYTES, LANES, splatF32, splatI32 } from './vectors.ts';

/**
 * Renders the mask of the largest elements of each row: 1 for them, 0 for all others. Their number is `floor(count + 0.5)`,
 * clamped to 0 .. width. Among equals the first ones count as larger; 0 and -0 are equal. NaN counts as larger than all
 * numbers, whatever its sign; a count of NaN is 0.
 *
 * The numbers of a row are converted to integers that sort like them, in the kernel's scratch buffer. A threshold is found
 * by bisection, and the row is compared with it. The time depends little on the count.
 */
export function renderLargest(scope: KernelScope, kernel: LargestKernel): Expression {
  const { builder } = scope;
  const { i32 } = builder.module;
  const variables = largestVariables(builder);
  const { row, input, output } = variables;
  const keys = at(scope.buffers, kernel.scratch).address;
  return builder.block([
    variables.wanted.set(wantedCount(scope, kernel)),
    input.set(scope.firstAddress(kernel.input)),
    output.set(scope.firstAddress(kernel.output)),
    row.set(i32.const(0)),
    builder.countUp(row, () => scope.length(kernel.outer), 1, [
      markRow({ scope, width: kernel.width, keys, variables }),
      input.set(i32.add(input.get(), scope.bytes(kernel.width))),
      output.set(i32.add(output.get(), scope.bytes(kernel.width))),
    ]),
  ]);
}

function markRow(row: LargestRow): Expression {
  return row.scope.builder.block([writeSortKeys(row), findThreshold(row), storeMask(row)]);
}

function wantedCount(scope: KernelScope, { count, width }: LargestKernel): Expression {
  const { f32, f32x4, i32x4 } = scope.builder.module;
  const rounded = f32.floor(f32.add(f32.load(0, BYTES, scope.firstAddress(count)), f32.const(0.5)));
  // Unlike the conversion of a scalar, that of a vector does not trap: NaN becomes 0, large numbers the largest integer.
  const whole = i32x4.trunc_sat_f32x4_s(f32x4.splat(rounded));
  const widest = i32x4.splat(scope.length(width));
  return i32x4.extract_lane(i32x4.min_s(i32x4.max_s(whole, splatI32(scope.builder.module, 0)), widest), 0);
}

/** Stores 1 for the keys above the threshold and the first `missing` keys equal to it, 0 for all others. */
function storeMask(row: LargestRow): Expression {
  const { scope, keys } = row;
  const { builder } = scope;
  const { i32, i32x4, v128 } = builder.module;
  const { threshold, output, position, splat, vector } = row.variables;
  const to = () => i32.add(output.get(), position.get());
  const flags = (ahead: number) =>
    v128.and(i32x4.gt_s(v128.load(keys + ahead, BYTES, position.get()), splat.get()), splatF32(builder.module, 1));
  return builder.block([
    splat.set(i32x4.splat(threshold.get())),
    overWholeVectors(row, (ahead) => [v128.store(ahead, BYTES, to(), flags(ahead))]),
    ifRemaining(row, [
      vector.set(flags(0)),
      ...Array.from({ length: LANES - 1 }, (_, lane) =>
        ifLaneRemains(row, lane, v128.store32_lane(BYTES * lane, BYTES, lane, to(), vector.get())),
      ),
    ]),
    storeEquals(row),
  ]);
}

/** Runs code if a lane is among the elements behind the last whole vector. */
function ifLaneRemains({ scope, width }: LargestRow, lane: number, code: Expression): Expression {
  const { i32, if: when, nop } = scope.builder.module;
  if (typeof width === 'number') return width % LANES > lane ? code : nop();
  return when(i32.gt_u(i32.and(scope.length(width), i32.const(LANES - 1)), i32.const(lane)), code);
}

function storeEquals({ scope, width, keys, variables }: LargestRow): Expression {
  const { builder } = scope;
  const { module } = builder;
  const { f32, i32 } = module;
  const { threshold, missing, output, position } = variables;
  const isEqual = i32.eq(i32.load(keys, BYTES, position.get()), threshold.get());
  const mark = builder.block([
    f32.store(0, BYTES, i32.add(output.get(), position.get()), f32.const(1)),
    missing.set(i32.sub(missing.get(), i32.const(1))),
  ]);
  // The loop ends as soon as none is missing.
  const end = () => module.select(i32.gt_s(missing.get(), i32.const(0)), scope.bytes(width), i32.const(0));
  return builder.block([position.set(i32.const(0)), builder.countUp(position, end, BYTES, [module.if(isEqual, mark)])]);
}
