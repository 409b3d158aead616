import type { TensorOps } from '@sparsweep/core/plugin';

/** TensorFlow.js on its plain JavaScript backend, available everywhere. */
export async function loadTensorFlow(): Promise<TensorOps> {
  const tf = await import('@tensorflow/tfjs');
  // Suppresses the banner that the backend prints to the console.
  tf.enableProdMode();
  await tf.setBackend('cpu');
  return tf;
}
