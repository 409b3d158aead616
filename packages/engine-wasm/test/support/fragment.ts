import { at } from '@sparsweep/core/plugin';
import binaryen from 'binaryen';
import { type Expression, FunctionBuilder, newModule } from '../../src/render/functionBuilder.ts';
import { MathFunctions } from '../../src/render/functions/mathFunctions.ts';
import { KernelScope } from '../../src/render/kernelScope.ts';
import type { Buffer } from '../../src/schedule/kernel.ts';

/** The number between the buffers, where nothing may be stored. */
const CANARY = 12345;

/** Unused numbers after each buffer. */
const GAP = 8;

/**
 * Runs the code of one kernel over buffers with these numbers, and returns the numbers afterwards.
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

/** Numbers between -1 and 1, always the same for a seed. */
export function someNumbers(count: number, seed = 1): readonly number[] {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return Math.fround(state / 2 ** 31);
  });
}

/** A kernel that runs: its memory as float32, and the call for a number of rows. */
interface RunningKernel {
  readonly numbers: Float32Array;
  run(rows: number): void;
}

/**
 * Builds a module with one function, whose code `render` gives, validates it and instantiates it over a memory of
 * `bytes` bytes.
 */
export function runKernel(
  buffers: readonly Buffer[],
  bytes: number,
  render: (scope: KernelScope) => Expression,
): RunningKernel {
  const binary = emitKernel(buffers, render);
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / 65536) });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(binary), { env: { memory } });
  const { kernel } = exports;
  if (typeof kernel !== 'function') throw new Error('the module exports no kernel');
  return { numbers: new Float32Array(memory.buffer), run: (rows) => kernel(rows) };
}

/** The binary module with the one function `kernel`. */
function emitKernel(buffers: readonly Buffer[], render: (scope: KernelScope) => Expression): Uint8Array<ArrayBuffer> {
  const module = newModule(binaryen);
  try {
    const builder = new FunctionBuilder(binaryen, module, 'kernel', [binaryen.i32]);
    const functions = new MathFunctions(binaryen, module);
    builder.finish(render(new KernelScope(builder, buffers, functions)));
    module.addFunctionExport('kernel', 'kernel');
    if (module.validate() !== 1) throw new Error(module.emitText());
    return new Uint8Array(module.emitBinary());
  } finally {
    module.dispose();
  }
}
