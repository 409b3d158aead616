import { type Program, SparsweepError, type Structure } from '@sparsweep/core/plugin';
import { optimizers } from '@sparsweep/training';
import { largest } from './largest.ts';
import { loadTensorFlow } from './loadTensorFlow.ts';
import { startSession } from './startSession.ts';

/**
 * Makes a structure ready to train.
 *
 * @throws SparsweepError `unknown-plugin` where the structure names no optimizer that there is.
 */
export async function compile(structure: Structure): Promise<Program> {
  const optimizer = optimizers.find(({ name }) => name === structure.optimizer);
  if (optimizer === undefined) {
    const names = optimizers.map(({ name }) => name).join(', ');
    throw new SparsweepError('unknown-plugin', `there is no optimizer '${structure.optimizer}'; there are ${names}`);
  }
  const { tf } = await loadTensorFlow();
  return {
    start: (trial, data) =>
      startSession({ tf, structure, optimizer, largest: (x, count) => largest(tf, x, count) }, trial, data),
  };
}
