import type { Spread } from '../reportData.ts';

/** The metric that configurations are compared by: accuracy if it was measured, else loss. */
export interface OutcomeMetric {
  readonly metric: 'accuracy' | 'loss';
  readonly split: 'validation' | 'train';
  /** For people, e.g. `validation accuracy`. */
  readonly title: string;
}

/** A configuration, as the charts need it. */
export interface PageConfiguration {
  /** Its number in the sweep. */
  readonly number: number;
  /** The values of the parameters in which configurations differ; may be empty. */
  readonly label: string;
  readonly outcome: Spread;
  readonly zeroWeights: Spread;
  readonly zeroActivations: Spread;
}

/** A trial, as the charts need it. */
export interface PageTrial {
  readonly number: number;
  /** Index into the configurations of the page. */
  readonly configuration: number;
  readonly finished: boolean;
  readonly outcome: number | null;
  readonly zeroWeights: number | null;
  readonly zeroActivations: number | null;
}

/** One metric of one trial by epoch. */
export interface Curve {
  /** Index into the trials of the page. */
  readonly trial: number;
  /** At the epochs of `Curves`, up to the last epoch of the trial; null where it was not measured. */
  readonly values: readonly (number | null)[];
}

/** One metric on one split, for every trial. */
export interface CurvePanel {
  readonly metric: 'loss' | 'accuracy';
  readonly split: 'train' | 'validation';
  readonly curves: readonly Curve[];
}

/** Loss and accuracy by epoch. */
export interface Curves {
  /** The epochs that are shown, ascending. */
  readonly epochs: readonly number[];
  /** How many epochs were measured. */
  readonly measured: number;
  readonly panels: readonly CurvePanel[];
}

/** Zero fractions by configuration, then by layer. */
export interface LayerSparsity {
  readonly layers: readonly string[];
  readonly weights: readonly (readonly Spread[])[];
  readonly activations: readonly (readonly Spread[])[];
}

/** A kernel, as it is drawn. */
export interface HeatMapLayer {
  readonly name: string;
  readonly inputs: number;
  readonly units: number;
  /** The inputs and the units that are shown: all of them, or some, evenly spaced. */
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  /** Share of the whole kernel that is exactly zero. */
  readonly zeroFraction: number;
  /** The largest finite absolute weight of the whole kernel. */
  readonly largest: number;
  /** The shown weights, row by row: little-endian float32 in base64. */
  readonly values: string;
}

/** The kernels of a trial. */
export interface HeatMap {
  /** Index into the trials of the page. */
  readonly trial: number;
  readonly layers: readonly HeatMapLayer[];
}

/** The trade-off between the outcome and one kind of sparsity. */
export interface TradeOff {
  readonly measure: 'zeroActivations' | 'zeroWeights';
  /** Indices of the configurations on the Pareto front, by ascending sparsity. */
  readonly front: readonly number[];
}

/** The data that the script of the page draws. */
export interface PageModel {
  readonly configurations: readonly PageConfiguration[];
  readonly trials: readonly PageTrial[];
  /** Indices of the configurations that are coloured initially. */
  readonly selected: readonly number[];
  readonly outcome: OutcomeMetric | null;
  readonly tradeOffs: readonly TradeOff[];
  readonly layers: LayerSparsity | null;
  readonly curves: Curves | null;
  readonly heatMaps: readonly HeatMap[];
}

/** Up to `most` (at least 2) of the indices 0 .. `count` - 1, evenly spaced, including the first and the last. */
export function spacedIndices(count: number, most: number): readonly number[] {
  if (count <= most) return Array.from({ length: count }, (_, index) => index);
  return Array.from({ length: most }, (_, index) => Math.round((index * (count - 1)) / (most - 1)));
}
