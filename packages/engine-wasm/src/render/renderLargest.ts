import { at } from '@sparsweep/core/plugin';
import type { LargestKernel } from '../schedule/kernel.ts';
import { BYTES, firstAddress, inBytes } from './elementAddress.ts';
import { findThreshold } from './findThreshold.ts';
import type { Expression } from './functionBuilder.ts';
import type { KernelScope } from './kernelScope.ts';
import { type LargestVariables, largestVariables } from './largestVariables.ts';
import { writeSortKeys } from './sortKeys.ts';
import { splatI32 } from './splat.ts';
import { storeMask } from './storeMask.ts';

/**
 * The code that marks the largest of each row, as many as `floor(count + 0.5)`, cut to 0 .. width: 1 for them, 0 for
 * all others. Among equals the first ones count as larger; 0 and -0 are equal. NaN counts as larger than all numbers,
 * whatever its sign; a count of NaN is 0.
 *
 * The numbers of a row are turned into whole numbers that sort like them, in the kernel's scratch; a threshold is found
 * by halving the interval that it lies in, and the row is compared with it. The time depends little on the count.
 */
export function renderLargest(scope: KernelScope, kernel: LargestKernel): Expression {
  const { builder, rows } = scope;
  const { i32 } = builder.module;
  const variables = largestVariables(builder);
  const { row, input, output } = variables;
  return builder.block([
    variables.wanted.set(wantedCount(scope, kernel)),
    input.set(firstAddress(scope, kernel.input)),
    output.set(firstAddress(scope, kernel.output)),
    row.set(i32.const(0)),
    builder.countUp(row, () => builder.dim(kernel.outer, rows), 1, [
      markRow(scope, kernel, variables),
      input.set(i32.add(input.get(), inBytes(scope, kernel.width))),
      output.set(i32.add(output.get(), inBytes(scope, kernel.width))),
    ]),
  ]);
}

function markRow(scope: KernelScope, kernel: LargestKernel, variables: LargestVariables): Expression {
  const { width } = kernel;
  const keys = at(scope.buffers, kernel.scratch).address;
  return scope.builder.block([
    writeSortKeys(scope, width, keys, variables),
    findThreshold(scope, width, keys, variables),
    storeMask(scope, width, keys, variables),
  ]);
}

function wantedCount(scope: KernelScope, { count, width }: LargestKernel): Expression {
  const { builder, rows } = scope;
  const { f32, f32x4, i32x4 } = builder.module;
  const rounded = f32.floor(f32.add(f32.load(0, BYTES, firstAddress(scope, count)), f32.const(0.5)));
  // The conversion of vectors takes every number: it makes 0 of NaN and stops at the largest whole numbers.
  const whole = i32x4.trunc_sat_f32x4_s(f32x4.splat(rounded));
  const widest = i32x4.splat(builder.dim(width, rows));
  return i32x4.extract_lane(i32x4.min_s(i32x4.max_s(whole, splatI32(builder.module, 0)), widest), 0);
}
