import type { JsonValue } from '../plugin/json.ts';
import type { Activation, Initializer, Task } from '../plugin/structure.ts';

/** A plugin by name, with its options beside it. */
export interface PluginUse {
  readonly use: string;
  readonly [option: string]: JsonValue;
}

/** The fractions of the rows that each split gets. `train: 1` alone keeps every row, in the dataset's order. */
export interface SplitFractions {
  readonly train: number;
  readonly validation?: number;
  readonly test?: number;
}

/** A hidden layer as a configuration describes it. */
export interface LayerConfiguration {
  readonly units: number;
  readonly activation: Activation;
  readonly initializer: Initializer;
  readonly regularizers: readonly PluginUse[];
}

/** One point of the search space: everything that a trial needs besides its seed, defaults filled in. */
export interface TrialConfiguration {
  /** The dataset plugin, its options, and the split. */
  readonly dataset: PluginUse & { readonly split: SplitFractions };
  readonly model: {
    readonly task: Task;
    /** Whether the second half of the layers uses the kernels of the first, transposed: the last layer that of layer 0. */
    readonly tied: boolean;
    readonly layers: readonly LayerConfiguration[];
    /** The output layer: its width and loss follow from the data and the task. */
    readonly output: Pick<LayerConfiguration, 'initializer' | 'regularizers'>;
    /** Path of a JSON file with the weights to start from, relative to the sweep file. */
    readonly initialWeights?: string;
  };
  readonly train: {
    readonly epochs: number;
    readonly batchSize: number;
    readonly shuffle: boolean;
    readonly optimizer: PluginUse;
  };
}
