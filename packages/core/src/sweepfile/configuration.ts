import type { JsonValue } from '../plugin/json.ts';
import type { Activation, Initializer, Task } from '../plugin/structure.ts';

/** A plugin by name, with its options. */
export interface PluginUse {
  readonly use: string;
  readonly [option: string]: JsonValue;
}

/** The fraction of the rows in each split. `train: 1` alone keeps all rows in the dataset's order. */
export interface SplitFractions {
  readonly train: number;
  readonly validation?: number;
  readonly test?: number;
}

/** A hidden layer. */
export interface LayerConfiguration {
  readonly units: number;
  readonly activation: Activation;
  readonly initializer: Initializer;
  readonly regularizers: readonly PluginUse[];
}

/** A configuration, with defaults: everything that a trial needs, except its seed. */
export interface TrialConfiguration {
  /** The dataset plugin, its options, and the split. */
  readonly dataset: PluginUse & { readonly split: SplitFractions };
  readonly model: {
    readonly task: Task;
    /** Whether the decoder uses the transposed kernels of the encoder: the output layer that of layer 0, and so on. */
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
