import type { TensorOps } from '@sparsweep/core/plugin';

/** Loads TensorFlow.js, on which steps are traced. Nothing is computed with it, so any of its backends will do. */
export async function loadTensorFlow(): Promise<TensorOps> {
  const tf = await import('@tensorflow/tfjs');
  // Without this it greets every process with an advertisement on the console.
  tf.enableProdMode();
  return tf;
}
