import type { Hyperparameter } from './manifest.ts';
import type { Measurement, Split } from './measurement.ts';
import type { RandomStreams } from './random.ts';
import type { Structure } from './structure.ts';

/** The weights of one layer, as float32: kernel [inputs, units] row by row, bias [units]. */
export interface LayerWeights {
  readonly inputs: number;
  readonly units: number;
  readonly kernel: Float32Array;
  readonly bias: Float32Array;
}

/** The samples of one split. */
export interface Samples {
  readonly rows: number;
  /** Features [rows, inputs], row by row. */
  readonly features: Float32Array;
  /** The class of each row; empty for reconstruction, whose targets are the features. */
  readonly labels: Int32Array;
}

/** The data of a trial: the training samples and, if the sweep uses them, validation and test samples. */
export interface TrialData {
  readonly train: Samples;
  readonly validation?: Samples;
  readonly test?: Samples;
}

/** The numeric inputs of a trial's step, in the order of its structure. */
export interface Hyperparameters {
  /** By option name, e.g. `learningRate`. */
  readonly optimizer: Readonly<Record<string, Hyperparameter>>;
  /** The numeric options by name of each regularizer of each layer. */
  readonly regularizers: readonly (readonly Readonly<Record<string, Hyperparameter>>[])[];
}

/** The inputs with which an engine starts a trial. */
export interface TrialStart {
  /** Number of epochs, which also defines the length of schedules. */
  readonly epochs: number;
  /** Whether rows are shuffled before every epoch. */
  readonly shuffle: boolean;
  readonly hyperparameters: Hyperparameters;
  readonly random: RandomStreams;
  /**
   * Initial weights of each layer; by default the layers' initializers draw them. The kernel of a tied layer must be
   * the transpose of the kernel it is tied to.
   */
  readonly initialWeights?: readonly LayerWeights[];
}

/** A running trial. */
export interface Session {
  /**
   * Trains one epoch and returns measurements of split `train`: `loss` (penalty included) and, for classification,
   * `accuracy`. They are means over the batches weighted by their rows, each before its update.
   */
  trainEpoch(): readonly Measurement[];
  /** `loss` (penalty included), `penalty` and, for classification, `accuracy` of a split with the current weights. */
  evaluate(split: Split): readonly Measurement[];
  /** Every metric of every layer's weights and, on every split, of its activations. */
  inspect(): readonly Measurement[];
  /** The current weights of each layer; for a tied layer, the transposed kernel that it uses. */
  weights(): readonly LayerWeights[];
  /**
   * Saves a trial's progress: step, weights, optimizer slots, regularizer states and the number of epochs done. It does
   * not include hyperparameters, seed and data.
   */
  save(): Uint8Array;
  /**
   * Replaces the progress of this session by one saved in a session of the same program. With the same trial and data,
   * both sessions continue with the same bits.
   *
   * @throws SparsweepError `invalid-data` naming the mismatch if `saved` is not a snapshot of this structure. The session
   * is then unchanged.
   */
  restore(saved: Uint8Array): void;
  /** Frees the resources of the session. */
  dispose(): void;
}

/** A compiled structure. */
export interface Program {
  /** Starts a trial on `data`. Samples must have the structure's input width. */
  start(trial: TrialStart, data: TrialData): Session;
}

/** An implementation of training and measurement. */
export interface Engine {
  readonly kind: 'engine';
  readonly name: string;
  readonly summary: string;
  /** Prepares a structure for training. */
  compile(structure: Structure): Promise<Program>;
  /** The backend used on this machine and, if a better one is available, how to get it. */
  describe(): Promise<{ readonly backend: string; readonly advice?: string }>;
}

/** Declares an engine. */
export function defineEngine(engine: Omit<Engine, 'kind'>): Engine {
  return { kind: 'engine', ...engine };
}
