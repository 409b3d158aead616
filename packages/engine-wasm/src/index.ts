import { defineEngine } from '@sparsweep/core/plugin';
import { compile } from './compile.ts';

export { compileModule, inspectStructure, type Stage } from './compile.ts';

/** Compiles the training step of a structure to one WebAssembly module, which trains every trial of that structure. */
export const engineWasm = defineEngine({
  name: 'wasm',
  summary: 'Compiles the whole training step to WebAssembly SIMD: fast, and the same bits on every machine.',
  compile,
  describe: async () => ({ backend: 'WebAssembly SIMD, one thread per worker' }),
});

export default engineWasm;
