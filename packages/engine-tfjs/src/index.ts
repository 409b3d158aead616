import { defineEngine } from '@sparsweep/core/plugin';
import { compile } from './compile.ts';
import { loadTensorFlow } from './loadTensorFlow.ts';

/** Trains by running every operation of the step as it comes, through TensorFlow.js. */
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
