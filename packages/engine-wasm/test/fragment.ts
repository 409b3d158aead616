import { at } from '@sparsweep/core/plugin';
import type { Expression } from '../src/render/functionBuilder.ts';
import type { KernelScope } from '../src/render/kernelScope.ts';
import type { Buffer } from '../src/schedule/kernel.ts';
import { runKernel } from './kernelModule.ts';

/** What lies between the buffers, where nothing may be stored. */
const CANARY = 12345;

/** Numbers after each buffer that belong to none. */
const GAP = 8;

/**
 * Runs the code of one kernel over buffers that hold these numbers, buffer i at position i, and gives what they hold
 * afterwards.
 *
 * @throws Error when something outside of the buffers was changed.
 */
export function runFragment(
  contents: readonly (readonly number[])[],
  rows: number,
  render: (scope: KernelScope) => Expression,
): readonly (readonly number[])[] {
  let end = GAP;
  const buffers = contents.map((values, number): Buffer => {
    const buffer = { name: `buffer ${number}`, size: values.length, address: 4 * end };
    end = Math.ceil((end + values.length + GAP) / 4) * 4;
    return buffer;
  });
  const { numbers, run } = runKernel(buffers, 4 * end + 64, render);
  numbers.fill(CANARY);
  const placeOf = (number: number) => at(buffers, number).address / 4;
  contents.forEach((values, number) => {
    numbers.set(values, placeOf(number));
  });
  run(rows);
  const results = contents.map(({ length }, number) => [
    ...numbers.subarray(placeOf(number), placeOf(number) + length),
  ]);
  contents.forEach(({ length }, number) => {
    numbers.fill(CANARY, placeOf(number), placeOf(number) + length);
  });
  const changed = numbers.findIndex((value) => value !== CANARY);
  if (changed >= 0) throw new Error(`number ${changed} lies in no buffer and was changed`);
  return results;
}

/** So many numbers between -1 and 1, always the same ones for a seed. */
export function someNumbers(count: number, seed = 1): readonly number[] {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return Math.fround(state / 2 ** 31);
  });
}
