import type { TObject } from 'typebox';
import type { Manifest, OptionsOf } from './manifest.ts';

/** A matrix in row order: element (row, column) is `values[row * columns + column]`. */
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

/** The data that a dataset plugin returns. */
export interface Dataset {
  readonly features: Matrix;
  /** One name per column; default `x0`, `x1`, ... */
  readonly featureNames?: readonly string[];
  /** Labels from the coarsest level to the finest; a classifier learns the last. */
  readonly levels: readonly LabelLevel[];
}

/** The inputs of a dataset plugin besides its options. */
export interface DatasetContext {
  /** The seed of the sweep's data, from 0 to 2^32 - 1: for random datasets whose options contain no seed. */
  readonly seed: number;
  /** The folder of the sweep file. Relative paths in options start here. */
  readonly folder: string;
}

/** A source of samples. */
export interface DatasetPlugin<Options extends TObject = TObject> extends Manifest<Options> {
  readonly kind: 'dataset';
  /**
   * Returns the same data for the same options and seed.
   *
   * @throws SparsweepError `invalid-data` naming the invalid place in the source.
   */
  load(options: OptionsOf<Options>, context: DatasetContext): Dataset | Promise<Dataset>;
}

/** Declares a dataset. The type of `load`'s options follows from their schema. */
export function defineDataset<Options extends TObject>(
  dataset: Omit<DatasetPlugin<Options>, 'kind'>,
): DatasetPlugin<Options> {
  return { kind: 'dataset', ...dataset };
}
