import type { Database } from 'better-sqlite3';
import type { LayerWeights } from '../../plugin/engine.ts';
import { explainReadError } from './explainReadError.ts';
import { readConfigurations } from './readConfigurations.ts';
import { readHistory, readLayers, readMeasurements } from './readMetrics.ts';
import { type ResultsOptions, readResults } from './readResults.ts';
import { findSweep, readProgress, readSweeps } from './readSweeps.ts';
import { readTrials, readWeights } from './readTrials.ts';
import type {
  ConfigurationRow,
  HistoryRow,
  LayerRow,
  MeasurementRow,
  QueryResult,
  ResultRow,
  SweepRow,
  TrialCounts,
  TrialRow,
} from './rows.ts';
import { runQuery } from './runQuery.ts';

/** Reads a store. Every call sees what was committed when it began. */
export class StoreReader {
  readonly #database: Database;
  readonly #path: string;

  /** @param path what errors call the store. */
  constructor(database: Database, path: string) {
    this.#database = database;
    this.#path = path;
  }

  /** Every sweep, the newest last. */
  sweeps(): SweepRow[] {
    return readSweeps(this.#database);
  }

  /**
   * The sweep that `selector` names by its id, or else by its name: the newest of that name. Without one, the newest.
   *
   * @throws SparsweepError `not-found` with the sweeps that there are and the nearest name.
   */
  findSweep(selector?: string): SweepRow {
    return findSweep(this.#database, selector);
  }

  /** How many trials of a sweep stand how. */
  progress(sweepId: number): TrialCounts {
    return readProgress(this.#database, sweepId);
  }

  /** The trials of a sweep, by number. */
  trials(sweepId: number): TrialRow[] {
    return readTrials(this.#database, sweepId);
  }

  /**
   * The view `results` of a sweep: by number, unless `options` say otherwise.
   *
   * @throws SparsweepError `invalid-option` naming the condition or order that SQLite refuses, and the columns.
   */
  results(sweepId: number, options: ResultsOptions = {}): ResultRow[] {
    return readResults(this.#database, sweepId, options);
  }

  /** The view `configurations` of a sweep, by configuration. */
  configurations(sweepId: number): ConfigurationRow[] {
    return readConfigurations(this.#database, sweepId);
  }

  /** Every layer of every trial of a sweep that was measured, with all its metrics on the final weights. */
  layers(sweepId: number): LayerRow[] {
    return readLayers(this.#database, sweepId);
  }

  /** The whole-model metrics of every epoch of every trial of a sweep, by trial and epoch. */
  history(sweepId: number): HistoryRow[] {
    return readHistory(this.#database, sweepId);
  }

  /** Everything measured in one trial: epoch by epoch, then on the final weights. */
  measurements(trialId: number): MeasurementRow[] {
    return readMeasurements(this.#database, trialId);
  }

  /** The final weights of a trial, where they were kept. */
  weights(trialId: number): LayerWeights[] | undefined {
    return readWeights(this.#database, trialId);
  }

  /**
   * The answer to one SELECT.
   *
   * @throws SparsweepError `invalid-option` with SQLite's message, and for whatever is not one statement that only reads.
   */
  query(sql: string): QueryResult {
    return runQuery(this.#database, sql);
  }

  /** What was thrown by a use of this reader, turned into an error for the user where the file is damaged. */
  explain(thrown: unknown): unknown {
    return explainReadError(this.#database, this.#path, thrown);
  }

  close(): void {
    this.#database.close();
  }
}
