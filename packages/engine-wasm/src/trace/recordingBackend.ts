import type { TensorOps } from '@sparsweep/core/plugin';
import type { DataId, KernelBackend } from '@tensorflow/tfjs';
import type { Recorder } from './recorder.ts';
import { rules } from './rules/rules.ts';

/** The name under which TensorFlow.js knows the backend. */
const BACKEND = 'sparsweep-trace';

/** The copies of TensorFlow.js that have the kernels. Asking TensorFlow.js takes longer than tracing a small step. */
const registered = new WeakSet<TensorOps>();

/** The recorder of each backend that is recording. */
const recorders = new WeakMap<object, Recorder>();

/**
 * Runs a function while TensorFlow.js hands every kernel to a recorder instead of computing it. Afterwards TensorFlow.js
 * has the backend that it had before.
 */
export function recordingTo<Result>(tf: TensorOps, recorder: Recorder, run: () => Result): Result {
  const before: string | null = tf.getBackend() ?? null;
  register(tf);
  use(tf, BACKEND);
  const backend = tf.backend();
  recorders.set(backend, recorder);
  try {
    return run();
  } finally {
    recorders.delete(backend);
    // If no backend was in use, leave none: TensorFlow.js then chooses one for the next caller.
    if (before === null) tf.removeBackend(BACKEND);
    else use(tf, before);
  }
}

/** Switches backends, synchronously: the promise is only for backends that take time to load. */
function use(tf: TensorOps, name: string): void {
  void tf.engine().setBackend(name);
}

function register(tf: TensorOps): void {
  // With a priority below zero TensorFlow.js never chooses it by itself.
  if (tf.findBackendFactory(BACKEND) === null) tf.registerBackend(BACKEND, () => recordingBackend(tf), -1);
  if (registered.has(tf)) return;
  registered.add(tf);
  // Two copies of TensorFlow.js may share their kernels.
  if (tf.getKernelsForBackend(BACKEND).length > 0) return;
  const others = tf
    .engine()
    .backendNames()
    .flatMap((name) => tf.getKernelsForBackend(name));
  const kernels = new Set([...Object.keys(rules), ...others.map(({ kernelName }) => kernelName)]);
  for (const kernel of kernels) {
    tf.registerKernel({
      kernelName: kernel,
      backendName: BACKEND,
      kernelFunc: ({ inputs, attrs, backend }) =>
        recorderOf(backend).call({ kernel, inputs, attributes: attrs ?? {} }, rules[kernel]),
    });
  }
}

function recorderOf(backend: object): Recorder {
  const recorder = recorders.get(backend);
  if (recorder === undefined) throw new Error('a tensor that was traced is used after tracing has ended');
  return recorder;
}

/** A backend that holds no numbers. No two tensors share data, so that each has its own record. */
function recordingBackend(tf: TensorOps): KernelBackend {
  return new (class extends tf.KernelBackend {
    override write(values: ArrayLike<unknown>, shape: number[], dtype: string): DataId {
      return recorderOf(this).write(Array.from(values, Number), shape, dtype);
    }

    override readSync(id: DataId): never {
      return recorderOf(this).refuseRead(id, 'dataSync, arraySync, print');
    }

    override read(id: DataId): Promise<never> {
      try {
        return recorderOf(this).refuseRead(id, 'data, array');
      } catch {
        // The recorder throws the error when the trace ends. A rejected promise might never be handled.
        return new Promise(() => undefined);
      }
    }

    override incRef(): never {
      return recorderOf(this).failHere('makes a tf.variable, which would outlive the step');
    }

    override disposeData(): boolean {
      return true;
    }

    override numDataIds(): number {
      return 0;
    }

    override floatPrecision(): 32 {
      return 32;
    }

    override memory(): { unreliable: boolean } {
      return { unreliable: false };
    }

    override dispose(): void {}
  })();
}
