import type { Database } from 'better-sqlite3';
import type { LayerWeights } from '../../plugin/engine.ts';
import { explainReadError } from '../open/storeErrors.ts';
import { readHistory, readLayers, readMeasurements } from './readMetrics.ts';
import { type ResultsOptions, readConfigurations, readResults } from './readResults.ts';
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

/** Reads a store. Every call sees what was committed before it. */
export class StoreReader {
  readonly #database: Database;
  readonly #path: string;

  /** @param path the name of the store in errors. */
  constructor(database: Database, path: string) {
    this.#database = database;
    this.#path = path;
  }

  /** All sweeps, the newest last. */
  sweeps(): SweepRow[] {
    return readSweeps(this.#database);
  }

  /**
   * The sweep with the id `selector`, or else the newest with that name; without a selector the newest of all.
   *
   * @throws SparsweepError `not-found` with a list of the sweeps and the closest name.
   */
  findSweep(selector?: string): SweepRow {
    return findSweep(this.#database, selector);
  }

  /** The number of trials of a sweep by status. */
  progress(sweepId: number): TrialCounts {
    return readProgress(this.#database, sweepId);
  }

  /** The trials of a sweep, by number. */
  trials(sweepId: number): TrialRow[] {
    return readTrials(this.#database, sweepId);
  }

  /**
   * The view `results` of a sweep, ordered by number by default.
   *
   * @throws SparsweepError `invalid-option` with the condition or order that SQLite rejects, and the available columns.
   */
  results(sweepId: number, options: ResultsOptions = {}): ResultRow[] {
    return readResults(this.#database, sweepId, options);
  }

  /** The view `configurations` of a sweep, ordered by configuration. */
  configurations(sweepId: number): ConfigurationRow[] {
    return readConfigurations(this.#database, sweepId);
  }

  /** Every measured layer of every trial of a sweep, with its metrics on the final weights. */
  layers(sweepId: number): LayerRow[] {
    return readLayers(this.#database, sweepId);
  }

  /** The whole-model metrics of every epoch of every trial of a sweep, ordered by trial and epoch. */
  history(sweepId: number): HistoryRow[] {
    return readHistory(this.#database, sweepId);
  }

  /** All measurements of a trial: of each epoch, then of the final weights. */
  measurements(trialId: number): MeasurementRow[] {
    return readMeasurements(this.#database, trialId);
  }

  /** The final weights of a trial; undefined if they were not stored. */
  weights(trialId: number): LayerWeights[] | undefined {
    return readWeights(this.#database, trialId);
  }

  /**
   * Runs one SELECT.
   *
   * @throws SparsweepError `invalid-option` for any other statement, and with SQLite's message if it rejects the statement.
   */
  query(sql: string): QueryResult {
    return runQuery(this.#database, sql);
  }

  /** Turns a value thrown while using this reader into an error for the user if the file is damaged. */
  explain(thrown: unknown): unknown {
    return explainReadError(this.#database, this.#path, thrown);
  }

  close(): void {
    this.#database.close();
  }
}
