import type { Program as EngineProgram } from '@sparsweep/core/plugin';
import type { CompiledStructure } from './compiledStructure.ts';
import { startSession } from './startSession.ts';
import { MemoryPool } from './trialMemory.ts';

/**
 * Makes a compiled structure ready to train, in Node as in a browser.
 *
 * @param limit bytes of memory that a trial may take.
 */
export async function loadProgram(compiled: CompiledStructure, limit: number): Promise<EngineProgram> {
  const module = await WebAssembly.compile(new Uint8Array(compiled.module));
  const pool = new MemoryPool(module, compiled.program, limit);
  return { start: (trial, data) => startSession(compiled, pool, trial, data) };
}
