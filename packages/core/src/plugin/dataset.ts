import type { TObject } from 'typebox';
import type { Manifest, OptionsOf } from './manifest.ts';

/** Numbers in rows: element (row, column) is `values[row * columns + column]`. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array;
}

/** One level of labels: each row's class, as an index into `classes`. */
export interface LabelLevel {
  readonly name: string;
  readonly classes: readonly string[];
  readonly labels: Int32Array;
}

/** What a dataset plugin yields. */
export interface Dataset {
  readonly features: Matrix;
  /** One name a column; `x0`, `x1`, ... where absent. */
  readonly featureNames?: readonly string[];
  /** Labels from the coarsest level to the finest; a classifier learns the last. */
  readonly levels: readonly LabelLevel[];
}

/** What a dataset plugin is given besides its options. */
export interface DatasetContext {
  /** The seed of the sweep's data, from 0 to 2^32 - 1: for a dataset that draws and was given no seed of its own. */
  readonly seed: number;
  /** The folder of the sweep file, against which relative paths in options are read. */
  readonly folder: string;
}

/** A source of samples. */
export interface DatasetPlugin<Options extends TObject = TObject> extends Manifest<Options> {
  readonly kind: 'dataset';
  /**
   * Yields the same data for the same options and seed.
   *
   * @throws SparsweepError `invalid-data` naming the place in the source that cannot be used.
   */
  load(options: OptionsOf<Options>, context: DatasetContext): Dataset | Promise<Dataset>;
}

/** Declares a dataset; the type of the options that `load` takes follows from their schema. */
export function defineDataset<Options extends TObject>(
  dataset: Omit<DatasetPlugin<Options>, 'kind'>,
): DatasetPlugin<Options> {
  return { kind: 'dataset', ...dataset };
}
