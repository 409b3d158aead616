import type { ConfigurationRow, HistoryRow, LayerRow, QueryResult, ResultRow, Spread, SweepRow } from '@sparsweep/core';
import type { LayerWeights } from '@sparsweep/core/plugin';

export type { ConfigurationRow, HistoryRow, LayerRow, LayerWeights, QueryResult, ResultRow, Spread, SweepRow };

/** The final weights of one trial. */
export interface TrialWeights {
  readonly trialId: number;
  /** From the first hidden layer to the output layer. */
  readonly layers: readonly LayerWeights[];
}

/** The data of a report. Sections without data are left out. */
export interface ReportData {
  readonly sweep: SweepRow;
  /** The question that the sweep is to answer. */
  readonly question?: string;
  /** Every trial, of any status. */
  readonly results: readonly ResultRow[];
  readonly configurations: readonly ConfigurationRow[];
  readonly layers: readonly LayerRow[];
  /** `loss` and `accuracy` by epoch; other metrics are ignored. */
  readonly history: readonly HistoryRow[];
  /**
   * In the order of `heatMapOrder`. Only as many are taken as fit into the file, so a generator need not read all of
   * them.
   */
  readonly weights: Iterable<TrialWeights>;
}
