import type { TensorOps } from '@sparsweep/core/plugin';

/** TensorFlow.js on its plain JavaScript backend, which every machine has. */
export async function loadTensorFlow(): Promise<TensorOps> {
  const tf = await import('@tensorflow/tfjs');
  // Without this the backend greets the console with an advertisement.
  tf.enableProdMode();
  await tf.setBackend('cpu');
  return tf;
}
