/** The parts a dataset is split into. */
export const SPLITS = ['train', 'validation', 'test'] as const;
export type Split = (typeof SPLITS)[number];

/** One measured number. */
export interface Measurement {
  /** What was measured, such as `loss`, `accuracy` or `weights.zeroFraction`. */
  readonly name: string;
  /** The samples it was measured on; null for what depends on the weights alone. */
  readonly split: Split | null;
  /** The layer from 0, the output layer last; null for the whole model. */
  readonly layer: number | null;
  readonly value: number;
}
