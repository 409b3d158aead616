import type { Static, TObject } from 'typebox';

/** The kinds of plugin that a sweep file can name. */
export type PluginKind = 'dataset' | 'regularizer' | 'optimizer' | 'engine' | 'sampler' | 'pruner';

/** The properties that every plugin declares. */
export interface Manifest<Options extends TObject = TObject> {
  readonly kind: PluginKind;
  /** The name after `use:`, and the last part of its package name. */
  readonly name: string;
  /** One sentence for listings and for the editor. */
  readonly summary: string;
  /** JSON Schema of its options: the source of their types, defaults, ranges and documentation. */
  readonly options: Options;
}

/** A constant number, or one that changes during training. */
export type Hyperparameter = number | Schedule;

/**
 * A number that changes over the epochs of a trial.
 *
 * Progress rises from 0 at the fraction `start` of the epochs to 1 at the fraction `end` and stays there.
 */
export interface Schedule {
  readonly schedule: 'linear' | 'cosine' | 'cubic' | 'exponential' | 'steps';
  readonly from: number;
  readonly to: number;
  /** Fraction of the epochs at which the change begins; 0 by default. */
  readonly start?: number;
  /** Fraction of the epochs at which `to` is reached; 1 by default. */
  readonly end?: number;
  /** Number of equal drops of a `steps` schedule. */
  readonly steps?: number;
}

/** The option values of a plugin, typed by its schema, with defaults filled in. */
export type OptionsOf<Options extends TObject> = Readonly<Static<Options>>;
