import type {
  Regularizer,
  RegularizerContext,
  RegularizerState,
  Tensor,
  Tensor2D,
  TensorOps,
} from '@sparsweep/core/plugin';
import { largestByRank } from './largestByRank.ts';
import { seededStreams } from './seededStreams.ts';

/** Options as in a sweep file. */
export type PlainOptions = Readonly<Record<string, number | string | boolean>>;

/** The context of a hook under test, besides its options. */
export interface HookSetting {
  readonly phase?: RegularizerContext['phase'];
  /** The input width and the output width of the layer. */
  readonly inputs: number;
  readonly units: number;
  readonly learningRate?: number;
  readonly state?: RegularizerState;
}

/** The context that an engine passes to a hook; numeric options become scalars. */
export function hookContext(tf: TensorOps, options: PlainOptions, setting: HookSetting): RegularizerContext {
  const { phase = 'train', inputs, units, learningRate = 0.01, state = {} } = setting;
  return {
    tf,
    options: Object.fromEntries(
      Object.entries(options).map(([name, value]) => [name, typeof value === 'number' ? tf.scalar(value) : value]),
    ),
    phase,
    learningRate: tf.scalar(learningRate),
    step: tf.scalar(3),
    layer: { index: 0, inputs, units },
    state,
    largest: (x, count) => largestByRank(tf, x, count),
    stopGradient: (x) => tf.customGrad<typeof x>(() => ({ value: tf.clone(x), gradFunc: (dy) => tf.zerosLike(dy) }))(x),
  };
}

/** The results of a regularizer's hooks for one layer; null for a missing hook. */
export interface HookResults {
  readonly transform: Tensor | null;
  readonly penalty: Tensor | null;
  readonly project: Tensor | null;
  readonly state: RegularizerState;
  readonly update: RegularizerState;
}

/** Calls every hook of a regularizer once, as an engine does in one step. */
export function runHooks(
  tf: TensorOps,
  plugin: Regularizer,
  options: PlainOptions,
  phase: RegularizerContext['phase'],
  layer: SampleLayer,
): HookResults {
  const { state: _none, ...stateless } = hookContext(tf, options, { phase, inputs: layer.inputs, units: layer.units });
  const state = plugin.state?.(stateless) ?? {};
  const context = { ...stateless, state };
  const activations = plugin.transform?.(layer.activations, context) ?? layer.activations;
  const penalty = plugin.penalty?.({ activations, kernel: layer.kernel }, context) ?? null;
  const project = plugin.project?.(layer.kernel, context) ?? null;
  const update = plugin.update?.({ activations, kernel: project ?? layer.kernel }, context) ?? state;
  return { transform: plugin.transform === undefined ? null : activations, penalty, project, state, update };
}

/** The gradients of all that a regularizer adds to a loss, with respect to activations and kernel. */
export function hookGradients(
  tf: TensorOps,
  plugin: Regularizer,
  options: PlainOptions,
  layer: SampleLayer,
): readonly Tensor[] {
  const { grads } = tf.valueAndGrads(() => {
    const { transform, penalty } = runHooks(tf, plugin, options, 'train', layer);
    // The plain sums keep both inputs connected: TensorFlow.js rejects an unconnected gradient.
    const terms = [transform, penalty, layer.activations, layer.kernel].filter((term) => term !== null);
    return tf.addN(terms.map((term) => tf.sum(term))).asScalar();
  })([layer.activations, layer.kernel]);
  return grads;
}

/** A layer to test hooks on. */
export interface SampleLayer {
  readonly rows: number;
  readonly inputs: number;
  readonly units: number;
  /** [rows, units], as after ReLU, including exact zeros and ties. */
  readonly activations: Tensor2D;
  /** [inputs, units], of both signs, including exact zeros. */
  readonly kernel: Tensor2D;
}

/** Draws a layer, deterministic for its size. */
export function sampleLayer(tf: TensorOps, rows: number, inputs: number, units: number): SampleLayer {
  const random = seededStreams(0)(`layer ${rows} ${inputs} ${units}`);
  // Coarse steps make zeros and ties likely.
  const draw = (size: number) => Float32Array.from({ length: size }, () => (random.integer(17) - 8) / 8);
  return {
    rows,
    inputs,
    units,
    activations: tf.relu(tf.tensor2d(draw(rows * units), [rows, units])),
    kernel: tf.tensor2d(draw(inputs * units), [inputs, units]),
  };
}
