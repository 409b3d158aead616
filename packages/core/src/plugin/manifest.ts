import type { Static, TObject } from 'typebox';

/** The kinds of plugin that a sweep file can name. */
export type PluginKind = 'dataset' | 'regularizer' | 'optimizer' | 'engine' | 'sampler' | 'pruner';

/** What every plugin says of itself. */
export interface Manifest<Options extends TObject = TObject> {
  readonly kind: PluginKind;
  /** The word after `use:`; also the last part of its package's name. */
  readonly name: string;
  /** One sentence for listings and for the editor. */
  readonly summary: string;
  /** JSON Schema of its options: the one source of their types, defaults, ranges and documentation. */
  readonly options: Options;
}

/** A number that stays as it is, or moves from one value to another while a trial trains. */
export type Hyperparameter = number | Schedule;

/**
 * A number that changes over the epochs of a trial.
 *
 * Progress p runs from 0 at the fraction `start` of the epochs to 1 at the fraction `end`, and stays there.
 */
export interface Schedule {
  readonly schedule: 'linear' | 'cosine' | 'cubic' | 'exponential' | 'steps';
  readonly from: number;
  readonly to: number;
  /** Fraction of the epochs at which the change begins; 0 by default. */
  readonly start?: number;
  /** Fraction of the epochs at which `to` is reached; 1 by default. */
  readonly end?: number;
  /** How many equal drops `steps` takes. */
  readonly steps?: number;
}

/** Values of options as a plugin's schema types them, defaults filled in. */
export type OptionsOf<Options extends TObject> = Readonly<Static<Options>>;
