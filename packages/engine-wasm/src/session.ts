export type { CompiledStructure } from './session/compiledStructure.ts';
export { loadProgram } from './session/loadProgram.ts';
