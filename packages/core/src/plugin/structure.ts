import type { Regularizer } from './regularizer.ts';

/** What the network learns: the class of a sample, or the sample itself. */
export type Task = 'classification' | 'reconstruction';

/** Activation functions that every engine computes. */
export const ACTIVATIONS = ['relu', 'tanh', 'sigmoid', 'gelu', 'linear'] as const;
export type Activation = (typeof ACTIVATIONS)[number];

/** Ways to draw the first weights of a layer. Biases start at zero. */
export const INITIALIZERS = ['glorotUniform', 'heNormal', 'heUniform', 'zeros'] as const;
export type Initializer = (typeof INITIALIZERS)[number];

/** What the output layer's values are compared by; all are means over the rows. */
export type Loss = 'sigmoidCrossEntropy' | 'softmaxCrossEntropy' | 'meanSquaredError';

/** A regularizer on a layer, without the numbers that may differ between trials of one structure. */
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
   * The position of an earlier layer with a kernel of its own, of [units, inputs], whose transpose is this layer's
   * kernel: of its own this layer has but a bias, and its initializer draws nothing.
   */
  readonly tiedTo?: number;
}

/**
 * All that shapes the training step, and nothing else: trials of one structure differ only in numbers that are
 * inputs of the step, so an engine compiles once for all of them.
 */
export interface Structure {
  readonly task: Task;
  /** Width of a sample. */
  readonly inputs: number;
  /** Hidden layers from the input on, then the output layer, whose activation is linear: its values are logits. */
  readonly layers: readonly Layer[];
  readonly loss: Loss;
  /** Name of the optimizer. */
  readonly optimizer: string;
  readonly batchSize: number;
}
