import type { Regularizer } from './regularizer.ts';

/** The network learns the class of a sample, or to reconstruct the sample. */
export type Task = 'classification' | 'reconstruction';

/** Activation functions that every engine supports. */
export const ACTIVATIONS = ['relu', 'tanh', 'sigmoid', 'gelu', 'linear'] as const;
export type Activation = (typeof ACTIVATIONS)[number];

/** Initializers of a layer's kernel. Biases start at zero. */
export const INITIALIZERS = ['glorotUniform', 'heNormal', 'heUniform', 'zeros'] as const;
export type Initializer = (typeof INITIALIZERS)[number];

/** Losses that compare the output layer's values with the targets; all are means over the rows. */
export type Loss = 'sigmoidCrossEntropy' | 'softmaxCrossEntropy' | 'meanSquaredError';

/** A regularizer of a layer, without the numbers that may differ between trials of one structure. */
export interface BoundRegularizer {
  readonly plugin: Regularizer;
  /** The options that are not numbers. */
  readonly fixed: Readonly<Record<string, string | boolean>>;
  /** The names of the options that are numbers. */
  readonly numeric: readonly string[];
}

/** A dense layer: `activation(input . kernel + bias)`, then the transforms of its regularizers in order. */
export interface Layer {
  readonly units: number;
  readonly activation: Activation;
  readonly initializer: Initializer;
  readonly regularizers: readonly BoundRegularizer[];
  /**
   * Position of an earlier, untied layer with a kernel [units, inputs]. This layer uses its transpose and has only its
   * own bias; its initializer is not used.
   */
  readonly tiedTo?: number;
}

/**
 * Everything that determines the training step, and nothing else. Trials of one structure differ only in numeric inputs
 * of the step, so an engine compiles it once for all of them.
 */
export interface Structure {
  readonly task: Task;
  /** Width of a sample. */
  readonly inputs: number;
  /** The hidden layers in order, then the output layer, which is linear: its values are logits. */
  readonly layers: readonly Layer[];
  readonly loss: Loss;
  /** Name of the optimizer. */
  readonly optimizer: string;
  readonly batchSize: number;
}
