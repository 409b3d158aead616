import { defineEngine, type Program, type Structure } from '@sparsweep/core/plugin';
import { optimizerNamed } from '@sparsweep/training';
import { largest } from './largest.ts';
import { loadTensorFlow } from './loadTensorFlow.ts';
import { startSession } from './startSession.ts';

/** Runs the operations of the training step one by one with TensorFlow.js. */
export const engineTfjs = defineEngine({
  name: 'tfjs',
  summary: 'Runs the training step operation by operation with TensorFlow.js: the reference for other engines.',
  compile,
  async describe() {
    const { tf, backend, problem } = await loadTensorFlow();
    const version = tf.version.tfjs;
    if (backend === 'tensorflow') return { backend: `tensorflow (tfjs-node ${version}, native)` };
    return {
      backend: `cpu (tfjs ${version}, plain JavaScript)`,
      advice:
        problem === undefined
          ? 'native kernels are faster for layers of a hundred units or more: npm install @tensorflow/tfjs-node@4.22.0'
          : `@tensorflow/tfjs-node is installed but does not load (${problem}); ` +
            'npm rebuild @tensorflow/tfjs-node --build-addon-from-source may help',
    };
  },
});

export default engineTfjs;

/**
 * Prepares a structure for training.
 *
 * @throws SparsweepError `unknown-plugin` if there is no optimizer of that name.
 */
async function compile(structure: Structure): Promise<Program> {
  const optimizer = optimizerNamed(structure.optimizer);
  const { tf } = await loadTensorFlow();
  return {
    start: (trial, data) =>
      startSession({ tf, structure, optimizer, largest: (x, count) => largest(tf, x, count) }, trial, data),
  };
}
