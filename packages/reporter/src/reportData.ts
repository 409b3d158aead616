import type { ConfigurationRow, HistoryRow, LayerRow, QueryResult, ResultRow, Spread, SweepRow } from '@sparsweep/core';
import type { LayerWeights } from '@sparsweep/core/plugin';

export type { ConfigurationRow, HistoryRow, LayerRow, LayerWeights, QueryResult, ResultRow, Spread, SweepRow };

/** The final weights of one trial. */
export interface TrialWeights {
  readonly trialId: number;
  /** From the first hidden layer to the output layer. */
  readonly layers: readonly LayerWeights[];
}

/** All that the report of a sweep is made of. What was not measured is left empty; its section is then left out. */
export interface ReportData {
  readonly sweep: SweepRow;
  /** What the sweep is to answer, in the words of its author. */
  readonly question?: string;
  /** Every trial, in any state. */
  readonly results: readonly ResultRow[];
  readonly configurations: readonly ConfigurationRow[];
  readonly layers: readonly LayerRow[];
  /** `loss` and `accuracy` by epoch; other metrics are ignored. */
  readonly history: readonly HistoryRow[];
  /**
   * In the order of importance, see `heatMapOrder`: no more are taken than fit into the file, so a generator that reads
   * them one by one does not read them all.
   */
  readonly weights: Iterable<TrialWeights>;
}
