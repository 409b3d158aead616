import {
  at,
  defineOptimizer,
  type Optimizer,
  type Scalar,
  SparsweepError,
  type Tensor,
  type TensorOps,
  Type,
} from '@sparsweep/core/plugin';

/** Stochastic gradient descent: w <- w - learningRate * g. */
export const sgd = defineOptimizer({
  name: 'sgd',
  summary: 'Plain stochastic gradient descent.',
  options: Type.Object({
    learningRate: Type.Number({ exclusiveMinimum: 0, default: 0.01, description: 'Size of a step.' }),
  }),
  slots: 0,
  step: (parameter, gradient, _slots, { tf, options }) => ({
    parameter: tf.sub(parameter, tf.mul(gradient, options.learningRate)),
    slots: [],
  }),
});

/**
 * Gradient descent with momentum (Polyak, 1964), in Keras's form: v <- momentum * v - learningRate * g; w <- w + v.
 *
 * PyTorch keeps the learning rate out of v, which differs only where the learning rate is scheduled.
 */
const momentum = defineOptimizer({
  name: 'momentum',
  summary: 'Stochastic gradient descent with momentum.',
  options: Type.Object({
    learningRate: Type.Number({ exclusiveMinimum: 0, default: 0.01, description: 'Size of a step.' }),
    momentum: Type.Number({
      minimum: 0,
      exclusiveMaximum: 1,
      default: 0.9,
      description: 'Share of the last step that goes into the next.',
    }),
  }),
  slots: 1,
  step: (parameter, gradient, slots, { tf, options }) => {
    const velocity = tf.sub(tf.mul(at(slots, 0), options.momentum), tf.mul(gradient, options.learningRate));
    return { parameter: tf.add(parameter, velocity), slots: [velocity] };
  },
});

/** The options that Adam and AdamW share, with Keras's defaults. */
const adamOptions = {
  learningRate: Type.Number({ exclusiveMinimum: 0, default: 0.001, description: 'Size of a step.' }),
  beta1: Type.Number({
    minimum: 0,
    exclusiveMaximum: 1,
    default: 0.9,
    description: 'Decay of the running mean of the gradients.',
  }),
  beta2: Type.Number({
    minimum: 0,
    exclusiveMaximum: 1,
    default: 0.999,
    description: 'Decay of the running mean of their squares.',
  }),
  epsilon: Type.Number({
    exclusiveMinimum: 0,
    default: 1e-7,
    description: 'Added to the denominator, outside the bias correction.',
  }),
};

/** Adam as Keras computes it; see `adamStep`. */
export const adam = defineOptimizer({
  name: 'adam',
  summary: 'Adam: steps scaled by running means of the gradients and of their squares.',
  options: Type.Object(adamOptions),
  slots: 2,
  step: (parameter, gradient, slots, { tf, options, step }) =>
    adamStep(tf, parameter, gradient, slots, { ...options, step }),
});

/**
 * Adam with decoupled weight decay (Loshchilov & Hutter, 2019): kernels first shrink by the factor
 * 1 - learningRate * weightDecay, biases do not.
 */
const adamw = defineOptimizer({
  name: 'adamw',
  summary: 'Adam with decoupled weight decay of the kernels.',
  options: Type.Object({
    ...adamOptions,
    weightDecay: Type.Number({
      minimum: 0,
      default: 0.004,
      description: 'Share of a weight that decays in a step, times the learning rate.',
    }),
  }),
  slots: 2,
  step: (parameter, gradient, slots, { tf, options, step, isKernel }) => {
    const decayed = isKernel
      ? tf.sub(parameter, tf.mul(parameter, tf.mul(options.learningRate, options.weightDecay)))
      : parameter;
    return adamStep(tf, decayed, gradient, slots, { ...options, step });
  },
});

/** The inputs of an Adam step; `step` counts from 1. */
interface AdamNumbers {
  readonly learningRate: Scalar;
  readonly beta1: Scalar;
  readonly beta2: Scalar;
  readonly epsilon: Scalar;
  readonly step: Scalar;
}

/**
 * One step of Adam (Kingma & Ba, 2015) in the form given at the end of its section 2, as in Keras:
 *
 * m <- m + (g - m)(1 - beta1); v <- v + (g^2 - v)(1 - beta2);
 * w <- w - learningRate sqrt(1 - beta2^t) / (1 - beta1^t) * m / (sqrt(v) + epsilon)
 *
 * Epsilon is outside the bias correction. PyTorch adds it to the corrected sqrt(v), where it has more effect early on.
 *
 * @param slots The running means m and v.
 */
function adamStep(
  tf: TensorOps,
  parameter: Tensor,
  gradient: Tensor,
  slots: readonly Tensor[],
  { learningRate, beta1, beta2, epsilon, step }: AdamNumbers,
): { readonly parameter: Tensor; readonly slots: readonly Tensor[] } {
  const correction = tf.div(tf.sqrt(tf.sub(1, tf.pow(beta2, step))), tf.sub(1, tf.pow(beta1, step)));
  const mean = moveTowards(tf, at(slots, 0), gradient, beta1);
  const variance = moveTowards(tf, at(slots, 1), tf.square(gradient), beta2);
  const change = tf.div(tf.mul(mean, tf.mul(learningRate, correction)), tf.add(tf.sqrt(variance), epsilon));
  return { parameter: tf.sub(parameter, change), slots: [mean, variance] };
}

/** Returns average + (value - average)(1 - beta). */
function moveTowards(tf: TensorOps, average: Tensor, value: Tensor, beta: Scalar): Tensor {
  return tf.add(average, tf.mul(tf.sub(value, average), tf.sub(1, beta)));
}

/** The built-in optimizers. */
export const optimizers: readonly Optimizer[] = [adam, adamw, momentum, sgd];

/**
 * The optimizer named `name`.
 *
 * @throws SparsweepError `unknown-plugin` if there is none.
 */
export function optimizerNamed(name: string): Optimizer {
  const optimizer = optimizers.find((candidate) => candidate.name === name);
  if (optimizer !== undefined) return optimizer;
  const names = optimizers.map((known) => known.name).join(', ');
  throw new SparsweepError('unknown-plugin', `unknown optimizer "${name}"; available: ${names}`);
}
