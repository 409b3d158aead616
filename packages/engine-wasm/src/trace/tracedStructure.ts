import { mapHooks, type Optimizer, type Structure, type Tensor, type TensorOps } from '@sparsweep/core/plugin';
import type { GradSaveFunc } from '@tensorflow/tfjs';
import type { Recorder } from './recorder.ts';
import { hookSite, optimizerSite } from './sites.ts';

/** The structure with hooks that tell the recorder when they run. */
export function tracedStructure(structure: Structure, recorder: Recorder): Structure {
  return {
    ...structure,
    layers: structure.layers.map((layer, index) => ({
      ...layer,
      regularizers: layer.regularizers.map((bound) => ({
        ...bound,
        plugin: mapHooks(bound.plugin, (hook, run) =>
          recorder.attributed(hookSite(bound.plugin.name, index, hook), run),
        ),
      })),
    })),
  };
}

/** The optimizer with a step that tells the recorder when it runs, and with slots that never hold tiny numbers. */
export function tracedOptimizer(optimizer: Optimizer, recorder: Recorder): Optimizer {
  const step: Optimizer['step'] = (parameter, gradient, slots, context) =>
    optimizer.step(
      parameter,
      gradient,
      slots.map((slot) => flushedToZero(context.tf, slot)),
      context,
    );
  return { ...optimizer, step: recorder.attributed(optimizerSite(optimizer.name), step) };
}

/** Smaller magnitudes count as zero. Far above the denormal numbers, so that products with it are not denormal either. */
const NEGLIGIBLE = 2 ** -110;

/**
 * The tensor with zero in place of magnitudes below 1e-33.
 *
 * When a gradient becomes zero, as that of a dead unit does, its running mean shrinks at each step until it is denormal,
 * and stays there. Denormal numbers lack precision, and arithmetic on them takes many processors a hundred times as long.
 */
export function flushedToZero(tf: TensorOps, x: Tensor): Tensor {
  return tf.where(tf.less(tf.abs(x), NEGLIGIBLE), tf.zerosLike(x), x);
}

/** The argument of `tf.customGrad`. */
type CustomGradient<T extends Tensor> = (...inputs: (Tensor | GradSaveFunc)[]) => {
  value: T;
  gradFunc: (dy: T, saved: Tensor[]) => Tensor | Tensor[];
};

/** The operations of TensorFlow.js, where those that make gradients tell the recorder which code they belong to. */
export function tracedOps(tf: TensorOps, recorder: Recorder): TensorOps {
  return {
    ...tf,
    valueAndGrads:
      <T extends Tensor>(f: (...inputs: Tensor[]) => T) =>
      (inputs: Tensor[], dy?: T) =>
        recorder.differentiate((begin) =>
          tf.valueAndGrads<T>((...arguments_) => {
            const value = f(...arguments_);
            begin(value);
            return value;
          })(inputs, dy),
        ),
    customGrad: <T extends Tensor>(f: CustomGradient<T>) =>
      tf.customGrad<T>((...inputs) => {
        const { value, gradFunc } = recorder.offTape(() => f(...inputs));
        const { site } = recorder;
        return { value, gradFunc: (dy, saved) => recorder.within(site, () => gradFunc(dy, saved)) };
      }),
  };
}
