import type { Generated } from 'kysely';
import type { Split } from '../../plugin/measurement.ts';
import type { SweepStatus, TrialStatus } from '../write/records.ts';

/** The table `sweeps`. */
export interface SweepsTable {
  id: Generated<number>;
  name: string;
  spec_yaml: string;
  spec_hash: string;
  status: SweepStatus;
  /** JSON. */
  environment: string;
  created_at: string;
  finished_at: string | null;
}

/** The table `trials`. */
export interface TrialsTable extends Record<Score, number | null> {
  id: Generated<number>;
  sweep_id: number;
  number: number;
  configuration: number;
  replicate: number;
  /** JSON by parameter name. */
  parameters: string;
  seed: number;
  status: Generated<TrialStatus>;
  attempt: Generated<number>;
  stopped_epoch: number | null;
  error: string | null;
  stop_reason: string | null;
  started_at: string | null;
  finished_at: string | null;
  generation: Generated<number>;
  paused_epoch: number | null;
  checkpoint_epoch: number | null;
}

/** The table `holders`: the leases of sweeps. */
export interface HoldersTable {
  sweep_id: number;
  token: string;
  host: string;
  pid: number;
  kernel: string;
  process_start: string | null;
  since: string;
  heard_at: string;
}

/** The table `metrics`. */
export interface MetricsTable {
  trial_id: number;
  epoch: number | null;
  split: Split | null;
  layer: number | null;
  name: string;
  value: number | null;
}

/** The table `artifacts`. */
export interface ArtifactsTable {
  id: Generated<number>;
  trial_id: number;
  name: string;
  media_type: string;
  sha256: string;
  content: Buffer;
}

/** The scores of a trial, which `results` shows and `configurations` summarizes. */
export type Score =
  | 'train_loss'
  | 'train_accuracy'
  | 'validation_loss'
  | 'validation_accuracy'
  | 'test_loss'
  | 'test_accuracy'
  | 'zero_weights'
  | 'zero_activations';

/** The view `results`. */
export interface ResultsView extends Record<Score, number | null> {
  sweep: string;
  sweep_id: number;
  trial_id: number;
  number: number;
  configuration: number;
  replicate: number;
  status: TrialStatus;
  parameters: string;
  epochs: number | null;
  seconds: number | null;
  error: string | null;
  stop_reason: string | null;
}

/** The view `configurations`. */
export interface ConfigurationsView
  extends Record<`${Score}_${'mean' | 'sd'}`, number | null>,
    Record<`${Score}_n`, number> {
  sweep: string;
  sweep_id: number;
  configuration: number;
  parameters: string;
}

/** The tables and views that typed queries use. The view `layers` is for people; programs read `metrics`. */
export interface StoreSchema {
  sweeps: SweepsTable;
  trials: TrialsTable;
  metrics: MetricsTable;
  artifacts: ArtifactsTable;
  holders: HoldersTable;
  results: ResultsView;
  configurations: ConfigurationsView;
}
