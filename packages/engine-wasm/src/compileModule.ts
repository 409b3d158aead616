import type { Structure } from '@sparsweep/core/plugin';
import { optimizerNamed } from '@sparsweep/training';
import { compilerStages } from './compilerStages.ts';
import { loadTensorFlow } from './loadTensorFlow.ts';
import { moduleOf } from './moduleOf.ts';
import { memoryBytes } from './render/memoryBytes.ts';
import type { CompiledStructure } from './session/compiledStructure.ts';

/**
 * Compiles a structure for sessions elsewhere, such as in a browser: see `@sparsweep/engine-wasm/session`.
 *
 * @throws SparsweepError as `compile` does.
 */
export async function compileModule(structure: Structure): Promise<CompiledStructure> {
  const tf = await loadTensorFlow();
  const { program } = compilerStages(tf, structure, optimizerNamed(structure.optimizer));
  return { structure, program, bytes: memoryBytes(program), module: await moduleOf(program) };
}
