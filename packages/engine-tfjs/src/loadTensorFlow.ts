import { messageOf, type TensorOps } from '@sparsweep/core/plugin';
import { fillInNodeUtil } from './fillInNodeUtil.ts';

/** TensorFlow.js on the best backend that there is here. */
export interface TensorFlow {
  readonly tf: TensorOps;
  /** `tensorflow` where tfjs-node is installed and loads, else `cpu`, which is plain JavaScript. */
  readonly backend: 'tensorflow' | 'cpu';
  /** Why tfjs-node is installed but not used. */
  readonly problem?: string;
}

/** Loads TensorFlow.js, which from then on computes on that backend in the whole process. */
export async function loadTensorFlow(): Promise<TensorFlow> {
  const native = await loadNative();
  if ('tf' in native) return { tf: await activate(native.tf, 'tensorflow'), backend: 'tensorflow' };
  return { tf: await activate(await import('@tensorflow/tfjs'), 'cpu'), backend: 'cpu', ...native };
}

async function activate(tf: TensorOps, backend: string): Promise<TensorOps> {
  // Without this the cpu backend greets every process with an advertisement on the console.
  tf.enableProdMode();
  await tf.setBackend(backend);
  return tf;
}

async function loadNative(): Promise<{ readonly tf: TensorOps } | { readonly problem?: string }> {
  // In a variable, because the package is optional: the compiler is not to look for it.
  const name: string = '@tensorflow/tfjs-node';
  try {
    import.meta.resolve(name);
  } catch {
    return {};
  }
  fillInNodeUtil();
  // The library reports its own start on standard error; warnings and errors stay.
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '1';
  process.env.TF_ENABLE_ONEDNN_OPTS ??= '0';
  try {
    const tf: TensorOps = await import(name);
    return { tf };
  } catch (thrown) {
    return { problem: messageOf(thrown) };
  }
}
