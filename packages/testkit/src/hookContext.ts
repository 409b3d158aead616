import type { RegularizerContext, RegularizerState, TensorOps } from '@sparsweep/core/plugin';
import { largestByRank } from './largestByRank.ts';

/** Options as a sweep file would give them. */
export type PlainOptions = Readonly<Record<string, number | string | boolean>>;

/** What holds for a hook under test besides its options. */
export interface HookSetting {
  readonly phase?: RegularizerContext['phase'];
  /** Widths of the layer's input and of the layer. */
  readonly inputs: number;
  readonly units: number;
  readonly learningRate?: number;
  readonly state?: RegularizerState;
}

/** The context that an engine would call a hook with, with the numbers among the options as scalars. */
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
