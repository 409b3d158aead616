import type { TObject } from 'typebox';
import type { Manifest, OptionsOf } from './manifest.ts';
import type { Scalar, Tensor, Tensor2D, TensorOps } from './tensor.ts';

/**
 * Options as passed to a regularizer's hooks. Numbers are scalar tensors with this epoch's value, so that one compiled
 * program serves all values. Strings and booleans are plain and become part of the program.
 */
export type TensorOptions<Options> = {
  readonly [Key in keyof Options]:
    | Exclude<Options[Key], number>
    | ([Extract<Options[Key], number>] extends [never] ? never : Scalar);
};

/** The inputs of a regularizer's hook besides its tensors. */
export interface RegularizerContext<Options extends TObject = TObject> {
  /** The operations of TensorFlow.js. */
  readonly tf: TensorOps;
  readonly options: TensorOptions<OptionsOf<Options>>;
  readonly phase: 'train' | 'evaluate';
  /** The optimizer's learning rate in this epoch. */
  readonly learningRate: Scalar;
  /** Number of optimizer steps done before this one. */
  readonly step: Scalar;
  /** The regularized layer: its position from 0, its input width and its own width. */
  readonly layer: { readonly index: number; readonly inputs: number; readonly units: number };
  /** The tensors returned by `state` or the last `update`; empty for a stateless regularizer. */
  readonly state: RegularizerState;
  /**
   * A mask of the shape of `x`: 1 at the `count` largest values along the last axis, else 0. Ties go to the lowest
   * index, so each row has exactly `count` ones. `count` is rounded to the nearest integer and clamped to 0 .. width.
   * No gradient flows through the mask.
   */
  largest(x: Tensor, count: Scalar): Tensor;
  /** Returns `x` as a constant for the gradient. */
  stopGradient<T extends Tensor>(x: T): T;
}

/** Tensors that a regularizer keeps between steps: masks, counters, thresholds. */
export type RegularizerState = Readonly<Record<string, Tensor>>;

/** The tensors of the layer: activations [rows, units] after the activation function, kernel [inputs, units]. */
export interface LayerTensors {
  readonly activations: Tensor2D;
  readonly kernel: Tensor2D;
}

/** The hooks of a regularizer. Each is optional and a pure function of one layer of one trial. */
export interface RegularizerHooks<Options extends TObject = TObject> {
  /** Transforms the activations [rows, units] of the layer; the result has the same shape. */
  transform?(activations: Tensor2D, context: RegularizerContext<Options>): Tensor2D;
  /** A scalar added to the loss. */
  penalty?(layer: LayerTensors, context: RegularizerContext<Options>): Scalar;
  /** The kernel after the optimizer's step, e.g. with its small weights set to exactly zero. */
  project?(kernel: Tensor2D, context: RegularizerContext<Options>): Tensor2D;
  /** The state before the first step. */
  state?(context: Omit<RegularizerContext<Options>, 'state'>): RegularizerState;
  /** The state after a step, with the same keys and shapes. */
  update?(layer: LayerTensors, context: RegularizerContext<Options>): RegularizerState;
}

/** A method that makes one layer sparse. */
export interface Regularizer<Options extends TObject = TObject> extends Manifest<Options>, RegularizerHooks<Options> {
  readonly kind: 'regularizer';
}

/**
 * Declares a regularizer. The types of its hooks follow from the schema of its options.
 *
 * @example
 * export default defineRegularizer({
 *   name: 'l2',
 *   summary: 'Adds strength * sum of squared weights to the loss.',
 *   options: Type.Object({ strength: Type.Number({ minimum: 0, default: 0.01 }) }),
 *   penalty: ({ kernel }, { options }) => kernel.square().sum().mul(options.strength),
 * });
 */
export function defineRegularizer<Options extends TObject>(
  regularizer: Omit<Regularizer<Options>, 'kind'>,
): Regularizer<Options> {
  return { kind: 'regularizer', ...regularizer };
}

/** Wraps one hook. The result takes and returns what the hook does. */
type WrapHook = <Arguments extends readonly unknown[], Result>(
  hook: keyof RegularizerHooks,
  run: (...args: Arguments) => Result,
) => (...args: Arguments) => Result;

/** The regularizer with each of its hooks wrapped, for example to name the hook in errors. */
export function mapHooks(plugin: Regularizer, wrap: WrapHook): Regularizer {
  const { transform, penalty, project, state, update } = plugin;
  return {
    ...plugin,
    ...(transform && { transform: wrap('transform', transform.bind(plugin)) }),
    ...(penalty && { penalty: wrap('penalty', penalty.bind(plugin)) }),
    ...(project && { project: wrap('project', project.bind(plugin)) }),
    ...(state && { state: wrap('state', state.bind(plugin)) }),
    ...(update && { update: wrap('update', update.bind(plugin)) }),
  };
}
