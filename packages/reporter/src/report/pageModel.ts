import type { Spread } from '../reportData.ts';

/** The measure by which configurations are compared: accuracy where there is one, else loss. */
export interface Outcome {
  readonly metric: 'accuracy' | 'loss';
  readonly split: 'validation' | 'train';
  /** For people, e.g. `validation accuracy`. */
  readonly title: string;
}

/** A configuration as the charts know it. */
export interface PageConfiguration {
  /** Its number in the sweep. */
  readonly number: number;
  /** The values of the parameters in which configurations differ; empty where there are none. */
  readonly label: string;
  readonly outcome: Spread;
  readonly zeroWeights: Spread;
  readonly zeroActivations: Spread;
}

/** A trial as the charts know it. */
export interface PageTrial {
  readonly number: number;
  /** Index into the configurations of the page. */
  readonly configuration: number;
  readonly finished: boolean;
  readonly outcome: number | null;
  readonly zeroWeights: number | null;
  readonly zeroActivations: number | null;
}

/** The course of one metric in one trial. */
export interface Curve {
  /** Index into the trials of the page. */
  readonly trial: number;
  /** At the epochs of the curves, as far as the trial went; null where it was not measured. */
  readonly values: readonly (number | null)[];
}

/** One metric on one split, trial by trial. */
export interface CurvePanel {
  readonly metric: 'loss' | 'accuracy';
  readonly split: 'train' | 'validation';
  readonly curves: readonly Curve[];
}

/** How training went. */
export interface Curves {
  /** The epochs that are kept, ascending. */
  readonly epochs: readonly number[];
  /** How many epochs there are. */
  readonly measured: number;
  readonly panels: readonly CurvePanel[];
}

/** Zero fractions by configuration, then by layer. */
export interface LayerSparsity {
  readonly layers: readonly string[];
  readonly weights: readonly (readonly Spread[])[];
  readonly activations: readonly (readonly Spread[])[];
}

/** A kernel as it is drawn. */
export interface HeatMapLayer {
  readonly name: string;
  readonly inputs: number;
  readonly units: number;
  /** The inputs and the units that are shown: all, or some at even distances. */
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  /** Share of the whole kernel that is exactly zero. */
  readonly zeroFraction: number;
  /** The largest absolute weight of the whole kernel, those that are not finite aside. */
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

/** What sparsity costs. */
export interface TradeOff {
  readonly measure: 'zeroActivations' | 'zeroWeights';
  /** Indices of the configurations on the Pareto front, by ascending sparsity. */
  readonly front: readonly number[];
}

/** What the script of the page draws from. */
export interface PageModel {
  readonly configurations: readonly PageConfiguration[];
  readonly trials: readonly PageTrial[];
  /** Indices of the configurations that are coloured at first. */
  readonly selected: readonly number[];
  readonly outcome: Outcome | null;
  readonly tradeOffs: readonly TradeOff[];
  readonly layers: LayerSparsity | null;
  readonly curves: Curves | null;
  readonly heatMaps: readonly HeatMap[];
}
