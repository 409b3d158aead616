import type { BatchLoop, KernelProgram, Procedure } from '../schedule/kernel.ts';
import { type Binaryen, FunctionBuilder } from './functionBuilder.ts';
import { MathFunctions } from './mathFunctions.ts';
import { scratchAddress } from './memoryBytes.ts';
import { newModule } from './newModule.ts';
import { renderBatchLoop } from './renderBatchLoop.ts';
import { renderKernel } from './renderKernel.ts';

/**
 * A program as a WebAssembly module with SIMD128 that imports the memory `env.memory`. It exports a function for each
 * procedure, which takes the number of rows, and one for each loop. The numbers that buffers hold from the start are
 * not part of it.
 *
 * The library's own optimizer is not run: it takes several times as long as the rest, and the code is no faster once the
 * engine that runs it has compiled it.
 *
 * @throws Error when the module is not valid.
 */
export function render(binaryen: Binaryen, program: KernelProgram): Uint8Array<ArrayBuffer> {
  return withModule(binaryen, program, (module) => new Uint8Array(module.emitBinary()));
}

/** The module of `render` in WebAssembly's text format. */
export function renderText(binaryen: Binaryen, program: KernelProgram): string {
  return withModule(binaryen, program, (module) => module.emitText());
}

type Module = InstanceType<Binaryen['Module']>;

function withModule<Result>(binaryen: Binaryen, program: KernelProgram, emit: (module: Module) => Result): Result {
  const module = newModule(binaryen);
  try {
    const functions = new MathFunctions(binaryen, module);
    for (const procedure of program.procedures) addProcedure(binaryen, module, functions, program, procedure);
    for (const loop of program.loops) {
      renderBatchLoop(binaryen, module, program, loop, procedureOf(program, loop));
      module.addFunctionExport(loop.name, loop.name);
    }
    if (module.validate() !== 1) throw new Error('a program was rendered as a module that is not valid');
    return emit(module);
  } finally {
    module.dispose();
  }
}

function procedureOf({ procedures }: KernelProgram, loop: BatchLoop): Procedure {
  const found = procedures.find(({ name }) => name === loop.procedure);
  if (found === undefined) throw new Error(`loop ${loop.name} runs ${loop.procedure}, which is not there`);
  return found;
}

function addProcedure(
  binaryen: Binaryen,
  module: Module,
  functions: MathFunctions,
  program: KernelProgram,
  { name, capacity, kernels }: Procedure,
): void {
  const calls = kernels.map((kernel, number) => {
    const kernelName = `${name}.${number}.${kernel.kind}`;
    const builder = new FunctionBuilder(binaryen, module, kernelName, [binaryen.i32]);
    const scope = { builder, buffers: program.buffers, rows: builder.parameter(0), functions };
    builder.finish(renderKernel(scope, kernel, capacity, scratchAddress(program)));
    return kernelName;
  });
  const procedure = new FunctionBuilder(binaryen, module, name, [binaryen.i32]);
  const rows = procedure.parameter(0);
  procedure.finish(procedure.block(calls.map((kernel) => module.call(kernel, [rows.get()], binaryen.none))));
  module.addFunctionExport(name, name);
}
