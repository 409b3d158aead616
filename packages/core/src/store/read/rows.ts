import type { JsonObject, JsonValue } from '../../plugin/json.ts';
import type { Split } from '../../plugin/measurement.ts';
import type { PlannedTrial, SweepStatus, TrialStatus } from '../write/records.ts';

/** A stored sweep. */
export interface SweepRow {
  readonly id: number;
  readonly name: string;
  /** The sweep file's text as it was run. */
  readonly specYaml: string;
  /** SHA-256 of that text, in hex. */
  readonly specHash: string;
  readonly status: SweepStatus;
  /** Versions, machine, and the git commit and dirtiness of the sweep file's folder. */
  readonly environment: JsonObject;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly finishedAt: string | null;
}

/** The number of trials of a sweep by status. */
export type TrialCounts = Readonly<Record<TrialStatus, number>>;

/** A stored trial: its plan and its state. */
export interface TrialRow extends PlannedTrial {
  readonly trialId: number;
  readonly sweepId: number;
  readonly status: TrialStatus;
  /** From 1; 0 before the first attempt. */
  readonly attempt: number;
  /** Epochs trained when it ended. */
  readonly stoppedEpoch: number | null;
  /** Why it failed or diverged. */
  readonly error: string | null;
  /** Why it ended before its last epoch although nothing went wrong. */
  readonly stopReason: string | null;
  /** ISO 8601, UTC. */
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
}

/** A stored measurement; NaN is stored as null. */
export interface MeasurementRow {
  /** From 1; null for a measurement of the final weights. */
  readonly epoch: number | null;
  readonly split: Split | null;
  readonly layer: number | null;
  readonly name: string;
  readonly value: number | null;
}

/** A row of the view `results`: one trial. Fractions are from 0 to 1; null if not measured. */
export interface ResultRow {
  readonly trialId: number;
  readonly number: number;
  readonly configurationIndex: number;
  readonly replicate: number;
  readonly status: TrialStatus;
  readonly parameters: JsonObject;
  readonly epochs: number | null;
  readonly seconds: number | null;
  readonly trainLoss: number | null;
  readonly trainAccuracy: number | null;
  readonly validationLoss: number | null;
  readonly validationAccuracy: number | null;
  readonly testLoss: number | null;
  readonly testAccuracy: number | null;
  /** Share of the kernels' weights that are exactly zero. */
  readonly zeroWeights: number | null;
  /** Share of the hidden activations that are exactly zero, on validation, else on train. */
  readonly zeroActivations: number | null;
  /** Why it failed or diverged. */
  readonly error: string | null;
  /** Why it ended before its last epoch although nothing went wrong. */
  readonly stopReason: string | null;
}

/** Mean, sample standard deviation (null for fewer than two values) and number of values. */
export interface Spread {
  readonly mean: number | null;
  readonly sd: number | null;
  readonly n: number;
}

/** A row of the view `configurations`: the finished replicates of one configuration. */
export interface ConfigurationRow {
  readonly configurationIndex: number;
  readonly parameters: JsonObject;
  readonly trainAccuracy: Spread;
  readonly validationAccuracy: Spread;
  readonly testAccuracy: Spread;
  readonly trainLoss: Spread;
  readonly validationLoss: Spread;
  readonly testLoss: Spread;
  readonly zeroWeights: Spread;
  readonly zeroActivations: Spread;
}

/** A row of the view `layers`: one layer of one trial, its metrics by name. */
export interface LayerRow {
  readonly trialId: number;
  readonly number: number;
  readonly configurationIndex: number;
  readonly layer: number;
  /** Metrics by name, e.g. `weights.zeroFraction`; those of activations on validation, else on train. */
  readonly metrics: Readonly<Record<string, number | null>>;
}

/** A whole-model metric of one epoch of one trial. */
export interface HistoryRow {
  readonly trialId: number;
  readonly epoch: number;
  readonly split: Split;
  readonly name: string;
  readonly value: number | null;
}

/** The answer to a query: columns in order, a list of values for each row. */
export interface QueryResult {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly JsonValue[])[];
}
