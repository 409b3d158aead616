/** The parts a dataset is split into. */
export const SPLITS = ['train', 'validation', 'test'] as const;
export type Split = (typeof SPLITS)[number];

/** One measured number. */
export interface Measurement {
  /** The metric, such as `loss`, `accuracy` or `weights.zeroFraction`. */
  readonly name: string;
  /** The measured samples; null for metrics of the weights. */
  readonly split: Split | null;
  /** The layer from 0, the output layer last; null for the whole model. */
  readonly layer: number | null;
  readonly value: number;
}
