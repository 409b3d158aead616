import type { Regularizer, RegularizerContext, RegularizerState, Tensor, TensorOps } from '@sparsweep/core/plugin';
import { hookContext, type PlainOptions } from './hookContext.ts';
import type { SampleLayer } from './sampleLayer.ts';

/** What the hooks of a regularizer gave for one layer; null for a hook that it has not. */
export interface HookResults {
  readonly transform: Tensor | null;
  readonly penalty: Tensor | null;
  readonly project: Tensor | null;
  readonly state: RegularizerState;
  readonly update: RegularizerState;
}

/** Calls every hook of a regularizer once, as an engine would within one step. */
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

/** The gradients of everything that a regularizer adds to a loss, with respect to activations and kernel. */
export function hookGradients(
  tf: TensorOps,
  plugin: Regularizer,
  options: PlainOptions,
  layer: SampleLayer,
): readonly Tensor[] {
  const { grads } = tf.valueAndGrads(() => {
    const { transform, penalty } = runHooks(tf, plugin, options, 'train', layer);
    // The plain sums are there because TensorFlow.js refuses a gradient that has no path at all.
    const terms = [transform, penalty, layer.activations, layer.kernel].filter((term) => term !== null);
    return tf.addN(terms.map((term) => tf.sum(term))).asScalar();
  })([layer.activations, layer.kernel]);
  return grads;
}
