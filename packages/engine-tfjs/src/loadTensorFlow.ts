import util from 'node:util';
import { messageOf, type TensorOps } from '@sparsweep/core/plugin';

/** TensorFlow.js on the best available backend. */
interface TensorFlow {
  readonly tf: TensorOps;
  /** `tensorflow` if tfjs-node is installed and loads, else `cpu`, which is plain JavaScript. */
  readonly backend: 'tensorflow' | 'cpu';
  /** Why an installed tfjs-node could not be loaded. */
  readonly problem?: string;
}

/** Loads TensorFlow.js and sets its backend for the whole process. */
export async function loadTensorFlow(): Promise<TensorFlow> {
  const native = await loadNative();
  if ('tf' in native) return { tf: await activate(native.tf, 'tensorflow'), backend: 'tensorflow' };
  return { tf: await activate(await import('@tensorflow/tfjs'), 'cpu'), backend: 'cpu', ...native };
}

async function activate(tf: TensorOps, backend: string): Promise<TensorOps> {
  // Suppresses the banner that the cpu backend prints to the console.
  tf.enableProdMode();
  await tf.setBackend(backend);
  return tf;
}

async function loadNative(): Promise<{ readonly tf: TensorOps } | { readonly problem?: string }> {
  // In a variable, so that the compiler does not resolve the optional package.
  const name: string = '@tensorflow/tfjs-node';
  try {
    import.meta.resolve(name);
  } catch {
    return {};
  }
  fillInNodeUtil();
  // Suppresses the startup messages on standard error; warnings and errors stay.
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '1';
  process.env.TF_ENABLE_ONEDNN_OPTS ??= '0';
  try {
    const tf: TensorOps = await import(name);
    return { tf };
  } catch (thrown) {
    return { problem: messageOf(thrown) };
  }
}

/**
 * Restores functions of `node:util` that tfjs-node 4.22.0 calls and that Node 23 removed.
 *
 * See https://github.com/tensorflow/tfjs/issues/8609. `isArray` still exists but prints a deprecation warning.
 */
function fillInNodeUtil(): void {
  Object.assign(util, {
    isNullOrUndefined: (value: unknown): boolean => value === null || value === undefined,
    isArray: Array.isArray,
  });
}
