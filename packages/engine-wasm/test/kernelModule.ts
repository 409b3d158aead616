import binaryen from 'binaryen';
import { type Expression, FunctionBuilder, newModule } from '../src/render/functionBuilder.ts';
import { MathFunctions } from '../src/render/functions/mathFunctions.ts';
import { KernelScope } from '../src/render/kernelScope.ts';
import type { Buffer } from '../src/schedule/kernel.ts';

/** A kernel that runs: its memory as float32, and the call for a number of rows. */
export interface RunningKernel {
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
