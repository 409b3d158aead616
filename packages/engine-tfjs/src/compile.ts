import type { Program, Structure } from '@sparsweep/core/plugin';
import { optimizerNamed } from '@sparsweep/training';
import { largest } from './largest.ts';
import { loadTensorFlow } from './loadTensorFlow.ts';
import { startSession } from './startSession.ts';

/**
 * Makes a structure ready to train.
 *
 * @throws SparsweepError `unknown-plugin` where the structure names no optimizer that there is.
 */
export async function compile(structure: Structure): Promise<Program> {
  const optimizer = optimizerNamed(structure.optimizer);
  const { tf } = await loadTensorFlow();
  return {
    start: (trial, data) =>
      startSession({ tf, structure, optimizer, largest: (x, count) => largest(tf, x, count) }, trial, data),
  };
}
