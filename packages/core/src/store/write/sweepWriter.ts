import type { Database } from 'better-sqlite3';
import type { JsonObject } from '../../plugin/json.ts';
import { onStore } from '../open/storeErrors.ts';
import { readStoredEpochs, readStoredTrials } from '../read/readTrials.ts';
import { Lease, type LeaseHolder } from './lease.ts';
import type { PlannedTrial, StampedRecord, SweepStatus } from './records.ts';
import { prepareTrialStatements, type TrialStatements } from './trialStatements.ts';
import { CHECKPOINT_ARTIFACT, writeRecord } from './writeRecord.ts';

/** A sweep to create. */
export interface NewSweep {
  readonly name: string;
  /** The sweep file's text. */
  readonly specYaml: string;
  /** SHA-256 of that text, in hex. */
  readonly specHash: string;
  readonly environment: JsonObject;
  readonly createdAt: Date;
}

/**
 * Writes one sweep in the process that has its lease. Every call is one transaction: it is stored as a whole or not at all.
 *
 * Every method throws SparsweepError `unusable-store` if the disk is full or the file stays locked, `held-sweep` if another process
 * has taken the sweep over, and RangeError for the number of a trial that was not added.
 */
export class SweepWriter {
  readonly id: number;
  readonly #database: Database;
  readonly #statements: TrialStatements;
  readonly #lease: Lease;
  /** Ids of the trials by number. */
  readonly #trials: Map<number, number>;
  #generations: number;

  private constructor(database: Database, id: number, lease: Lease) {
    this.id = id;
    this.#database = database;
    this.#lease = lease;
    this.#statements = prepareTrialStatements(database);
    const rows = this.#statements.trialIds.all(id);
    this.#trials = new Map(rows.map(({ number, trial }) => [number, trial]));
    this.#generations = rows.reduce((most, { generation }) => Math.max(most, generation + 1), 0);
  }

  /** Creates a sweep and takes its lease. */
  static create(database: Database, sweep: NewSweep, holder: LeaseHolder): SweepWriter {
    const insert = database.prepare<[string, string, string, string, string]>(
      `INSERT INTO sweeps (name, spec_yaml, spec_hash, status, environment, created_at) VALUES (?, ?, ?, 'running', ?, ?)`,
    );
    return immediately(database, () => {
      const { lastInsertRowid } = insert.run(
        sweep.name,
        sweep.specYaml,
        sweep.specHash,
        JSON.stringify(sweep.environment),
        sweep.createdAt.toISOString(),
      );
      const id = Number(lastInsertRowid);
      return new SweepWriter(database, id, Lease.take(database, id, holder, sweep.createdAt));
    });
  }

  /**
   * Takes the lease of a stored sweep and requeues the trials that were running.
   *
   * @throws SparsweepError `held-sweep` if another process trains it.
   */
  static resume(database: Database, id: number, holder: LeaseHolder, now: Date): SweepWriter {
    return immediately(database, () => {
      const writer = new SweepWriter(database, id, Lease.take(database, id, holder, now));
      writer.#statements.reopenSweep.run(id);
      const running = writer.#statements.trialsOfStatus.all(id, 'running');
      for (const { trial } of running) writer.#requeue(trial);
      return writer;
    });
  }

  /** Adds the trials of the next generation as `pending`. Their numbers must be new to the sweep. */
  addTrials(planned: readonly PlannedTrial[]): void {
    this.#inTransaction(() => {
      for (const trial of planned) {
        const { lastInsertRowid } = this.#statements.add.run(
          this.id,
          this.#generations,
          trial.number,
          trial.configurationIndex,
          trial.replicate,
          JSON.stringify(trial.parameters),
          trial.seed,
        );
        this.#trials.set(trial.number, Number(lastInsertRowid));
      }
    });
    this.#generations++;
  }

  /**
   * Stores records in order.
   *
   * `started` deletes what an earlier attempt measured. A measurement replaces an earlier one with the same key, so storing a
   * record twice has no further effect.
   */
  write(records: readonly StampedRecord[]): void {
    this.#inTransaction(() => {
      for (const { record, at } of records) {
        writeRecord(this.#statements, this.#trialId(record.trial), record, at.toISOString());
      }
    });
  }

  /** The trials as they are stored. @see readStoredTrials */
  storedTrials(metrics: readonly string[]): ReturnType<typeof readStoredTrials> {
    return onStore(this.#database.name, () => readStoredTrials(this.#database, this.id, metrics));
  }

  /** What was measured in each epoch. @see readStoredEpochs */
  storedEpochs(metrics: readonly string[]): ReturnType<typeof readStoredEpochs> {
    return onStore(this.#database.name, () => readStoredEpochs(this.#database, this.id, metrics));
  }

  /** The checkpoint of a trial; undefined if it has none. */
  checkpoint(trial: number): Uint8Array | undefined {
    const id = this.#trialId(trial);
    return onStore(this.#database.name, () => this.#statements.readArtifact.get(id, CHECKPOINT_ARTIFACT)?.content);
  }

  /** Ends unfinished trials as `stopped` after their last stored epoch, and keeps their measurements. */
  stop(trials: readonly number[], stopReason: string, at: Date): void {
    this.#inTransaction(() => {
      for (const number of trials) {
        const id = this.#trialId(number);
        this.#statements.forgetArtifact.run(id, CHECKPOINT_ARTIFACT);
        this.#statements.stop.run(stopReason, at.toISOString(), id);
      }
    });
  }

  /** Sets unfinished trials back to `pending`: at their checkpoints or, without one, as if they had never started. */
  requeue(trials: readonly number[]): void {
    this.#inTransaction(() => {
      for (const number of trials) this.#requeue(this.#trialId(number));
    });
  }

  /** Resets the failed trials to `pending`, as if they had never started, and returns their number. */
  retryFailed(): number {
    return this.#inTransaction(() => {
      const failed = this.#statements.trialsOfStatus.all(this.id, 'failed');
      for (const { trial } of failed) this.#reset(trial);
      return failed.length;
    });
  }

  /** Renews the lease. */
  beat(now: Date): void {
    this.#inTransaction(() => this.#lease.beat(now));
  }

  /** Stores the final status of the sweep and releases the lease. */
  finish(status: Exclude<SweepStatus, 'running'>, at: Date): void {
    this.#inTransaction(() => {
      this.#statements.finishSweep.run(status, at.toISOString(), this.id);
      this.#lease.release();
    });
  }

  #requeue(trial: number): void {
    const { epoch = null } = this.#statements.checkpointEpoch.get(trial) ?? {};
    if (epoch === null) {
      this.#reset(trial);
    } else {
      this.#statements.forgetAfter.run(trial, epoch);
      this.#statements.requeue.run(trial);
    }
  }

  #reset(trial: number): void {
    this.#statements.forgetMetrics.run(trial);
    this.#statements.forgetArtifacts.run(trial);
    this.#statements.reset.run(trial);
  }

  #inTransaction<Result>(work: () => Result): Result {
    return immediately(this.#database, () => {
      this.#lease.check();
      return work();
    });
  }

  #trialId(number: number): number {
    const id = this.#trials.get(number);
    if (id === undefined) throw new RangeError(`sweep ${this.id} has no trial ${number}`);
    return id;
  }
}

/** Runs a transaction that takes the write lock at its start: SQLite does not wait for a lock in the middle of one. */
function immediately<Result>(database: Database, work: () => Result): Result {
  return onStore(database.name, () => database.transaction(work).immediate());
}
