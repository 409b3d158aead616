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

/** The data of a trial: what it trains on and, where the sweep asks for them, what it is measured on. */
export interface TrialData {
  readonly train: Samples;
  readonly validation?: Samples;
  readonly test?: Samples;
}

/** The numbers of a trial that are inputs of the step, in the order of its structure. */
export interface Hyperparameters {
  /** By option name, e.g. `learningRate`. */
  readonly optimizer: Readonly<Record<string, Hyperparameter>>;
  /** For each layer, for each of its regularizers: the numeric options by name. */
  readonly regularizers: readonly (readonly Readonly<Record<string, Hyperparameter>>[])[];
}

/** One trial of a structure, as an engine starts it. */
export interface TrialStart {
  /** Epochs in all, over which schedules run. */
  readonly epochs: number;
  /** Whether the rows are put in a new random order before every epoch. */
  readonly shuffle: boolean;
  readonly hyperparameters: Hyperparameters;
  readonly random: RandomStreams;
  /**
   * Weights to start from, a layer each; drawn by the layers' initializers where absent. The kernel of a tied layer
   * must be the transpose of the kernel that it is tied to.
   */
  readonly initialWeights?: readonly LayerWeights[];
}

/** A trial in training. */
export interface Session {
  /**
   * Trains one epoch and returns what it measured on the way, split `train`: `loss` (penalty included) and, for
   * classification, `accuracy`, as means over the batches weighted by their rows, before each batch's update.
   */
  trainEpoch(): readonly Measurement[];
  /** `loss` (penalty included), `penalty` and, for classification, `accuracy` of a split with the present weights. */
  evaluate(split: Split): readonly Measurement[];
  /** Every metric of every layer: of its weights, and of its activations on every split. */
  inspect(): readonly Measurement[];
  /** The present weights, a layer each; of a tied layer, the kernel that it uses. */
  weights(): readonly LayerWeights[];
  /**
   * All that further training depends on: step, weights, the optimizer's slots, the regularizers' states, and how many
   * epochs are done. It is no more than a trial's progress: hyperparameters, seed and data are not in it.
   */
  save(): Uint8Array;
  /**
   * Puts the session where `save` was called in a session of the same program: trained on with the same trial and data,
   * both give the same bits. What the session had learned itself is lost.
   *
   * @throws SparsweepError `invalid-data` naming what does not fit when `saved` is no snapshot of this structure; the
   * session is then as it was.
   */
  restore(saved: Uint8Array): void;
  /** Frees what the session holds. */
  dispose(): void;
}

/** A structure made ready to train. */
export interface Program {
  /** Begins a trial on `data`, whose samples have the structure's input width. */
  start(trial: TrialStart, data: TrialData): Session;
}

/** What computes. */
export interface Engine {
  readonly kind: 'engine';
  readonly name: string;
  readonly summary: string;
  /** Makes a structure ready to train. */
  compile(structure: Structure): Promise<Program>;
  /** What it runs on here and, where there is something better to be had, how to get it. */
  describe(): Promise<{ readonly backend: string; readonly advice?: string }>;
}

/** Declares an engine. */
export function defineEngine(engine: Omit<Engine, 'kind'>): Engine {
  return { kind: 'engine', ...engine };
}
