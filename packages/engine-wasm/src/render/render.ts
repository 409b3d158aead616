import type { BatchLoop, Kernel, KernelProgram, Procedure } from '../schedule/kernel.ts';
import { type Binaryen, type Expression, FunctionBuilder, newModule } from './functionBuilder.ts';
import { MathFunctions } from './functions/mathFunctions.ts';
import { KernelScope } from './kernelScope.ts';
import { renderArgument } from './renderArgument.ts';
import { batchLoopParameters, renderBatchLoop } from './renderBatchLoop.ts';
import { renderLargest } from './renderLargest.ts';
import { renderMap } from './renderMap.ts';
import { type MatmulMemory, matmulScratchBytes, renderMatmul } from './renderMatmul.ts';
import { renderReduce } from './renderReduce.ts';

/**
 * Renders a program as a WebAssembly module with SIMD128 that imports the memory `env.memory`. It exports a function for
 * each procedure, which takes the number of rows, and one for each loop. The module does not contain the initial numbers
 * of buffers.
 *
 * Binaryen's optimizer is not run: it takes several times as long as the rest, and the code is no faster after the
 * JavaScript engine has compiled it.
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
    const renderer = new ProgramRenderer(binaryen, module, program);
    for (const procedure of program.procedures) renderer.addProcedure(procedure);
    for (const loop of program.loops) renderer.addLoop(loop);
    if (module.validate() !== 1) throw new Error('a program was rendered as a module that is not valid');
    return emit(module);
  } finally {
    module.dispose();
  }
}

/** Adds the functions of a program to a module. */
class ProgramRenderer {
  readonly #binaryen: Binaryen;
  readonly #module: Module;
  readonly #program: KernelProgram;
  readonly #functions: MathFunctions;

  constructor(binaryen: Binaryen, module: Module, program: KernelProgram) {
    this.#binaryen = binaryen;
    this.#module = module;
    this.#program = program;
    this.#functions = new MathFunctions(binaryen, module);
  }

  addProcedure({ name, capacity, kernels }: Procedure): void {
    const memory = { capacity, scratch: scratchAddress(this.#program) };
    const calls = kernels.map((kernel, number) => {
      const kernelName = `${name}.${number}.${kernel.kind}`;
      const builder = this.#newFunction(kernelName, 1);
      builder.finish(renderKernel(new KernelScope(builder, this.#program.buffers, this.#functions), kernel, memory));
      return kernelName;
    });
    const procedure = this.#newFunction(name, 1);
    const rows = procedure.parameter(0);
    const { none } = this.#binaryen;
    procedure.finish(procedure.block(calls.map((kernel) => this.#module.call(kernel, [rows.get()], none))));
    this.#module.addFunctionExport(name, name);
  }

  addLoop(loop: BatchLoop): void {
    const { buffers, procedures } = this.#program;
    const procedure = procedures.find(({ name }) => name === loop.procedure);
    if (procedure === undefined) throw new Error(`loop ${loop.name} runs ${loop.procedure}, which is not there`);
    const builder = this.#newFunction(loop.name, batchLoopParameters(loop));
    builder.finish(renderBatchLoop(builder, buffers, loop, procedure));
    this.#module.addFunctionExport(loop.name, loop.name);
  }

  /** @param parameters their number; all are i32. */
  #newFunction(name: string, parameters: number): FunctionBuilder {
    const types = Array.from({ length: parameters }, () => this.#binaryen.i32);
    return new FunctionBuilder(this.#binaryen, this.#module, name, types);
  }
}

function renderKernel(scope: KernelScope, kernel: Kernel, memory: MatmulMemory): Expression {
  switch (kernel.kind) {
    case 'map':
      return renderMap(scope, kernel);
    case 'reduce':
      return renderReduce(scope, kernel);
    case 'matmul':
      return renderMatmul(scope, kernel, memory);
    case 'largest':
      return renderLargest(scope, kernel);
    case 'argument':
      return renderArgument(scope, kernel);
  }
}

/** The address of the scratch memory of kernels: behind the buffers. */
function scratchAddress({ bytes }: KernelProgram): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}

/** The bytes of memory that a program needs. */
export function memoryBytes(program: KernelProgram): number {
  const needs = program.procedures.flatMap(({ kernels, capacity }) =>
    kernels.map((kernel) => (kernel.kind === 'matmul' ? matmulScratchBytes(kernel, capacity) : 0)),
  );
  const scratch = needs.reduce((most, bytes) => Math.max(most, bytes), 0);
  return scratch === 0 ? program.bytes : scratchAddress(program) + scratch + SLACK;
}

const ALIGNMENT = 64;

/** Vector loads may begin at the last number and read past its end. */
const SLACK = 16;
