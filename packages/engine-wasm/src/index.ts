import { defineEngine } from '@sparsweep/core/plugin';
import { compile } from './compile.ts';

export { compileModule } from './compileModule.ts';
export { inspectStructure, type Stage } from './inspectStructure.ts';

/** Compiles the training step of a structure to one WebAssembly module, and trains every trial of it through that. */
export const engineWasm = defineEngine({
  name: 'wasm',
  summary: 'Compiles the whole training step to WebAssembly SIMD: fast, and the same bits on every machine.',
  compile,
  describe: async () => ({ backend: 'WebAssembly SIMD, one thread per worker' }),
});

export default engineWasm;
