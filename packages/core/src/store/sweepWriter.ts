import type { Database } from 'better-sqlite3';
import type { JsonObject } from '../plugin/json.ts';
import type { PlannedTrial, StampedRecord, SweepStatus } from './records.ts';
import { onStore } from './storeErrors.ts';
import { prepareTrialStatements, type TrialStatements } from './trialStatements.ts';
import { CHECKPOINT_ARTIFACT, writeRecord } from './writeRecord.ts';

/** A sweep about to begin. */
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
 * Writes one sweep. Every call is one transaction: all of it is kept, or none.
 *
 * Every method throws SparsweepError `unusable-store` when the disk is full or the file stays locked, and RangeError for
 * the number of a trial that was never added.
 */
export class SweepWriter {
  readonly id: number;
  readonly #database: Database;
  readonly #statements: TrialStatements;
  /** Ids of the trials by number. */
  readonly #trials = new Map<number, number>();

  private constructor(database: Database, id: number) {
    this.id = id;
    this.#database = database;
    this.#statements = prepareTrialStatements(database);
  }

  /** Begins a sweep. */
  static create(database: Database, sweep: NewSweep): SweepWriter {
    const insert = database.prepare<[string, string, string, string, string]>(
      `INSERT INTO sweeps (name, spec_yaml, spec_hash, status, environment, created_at) VALUES (?, ?, ?, 'running', ?, ?)`,
    );
    const { lastInsertRowid } = onStore(database.name, () =>
      insert.run(
        sweep.name,
        sweep.specYaml,
        sweep.specHash,
        JSON.stringify(sweep.environment),
        sweep.createdAt.toISOString(),
      ),
    );
    return new SweepWriter(database, Number(lastInsertRowid));
  }

  /** Adds trials, all of them `pending`. Their numbers are new to the sweep. */
  addTrials(planned: readonly PlannedTrial[]): void {
    this.#inTransaction(() => {
      for (const trial of planned) {
        const { lastInsertRowid } = this.#statements.add.run(
          this.id,
          trial.number,
          trial.configuration,
          trial.replicate,
          JSON.stringify(trial.parameters),
          trial.seed,
        );
        this.#trials.set(trial.number, Number(lastInsertRowid));
      }
    });
  }

  /**
   * Keeps what happened to trials, in order.
   *
   * `started` begins a trial afresh: what an earlier attempt measured is gone. A measurement that is there already is
   * replaced, so a record that comes twice leaves no trace.
   */
  write(records: readonly StampedRecord[]): void {
    this.#inTransaction(() => {
      for (const { record, at } of records) {
        writeRecord(this.#statements, this.#trialId(record.trial), record, at.toISOString());
      }
    });
  }

  /** The checkpoint from which a trial that waits goes on; undefined where none is kept. */
  checkpoint(trial: number): Uint8Array | undefined {
    const id = this.#trialId(trial);
    return onStore(this.#database.name, () => this.#statements.readArtifact.get(id, CHECKPOINT_ARTIFACT)?.content);
  }

  /** Ends trials that have not ended as `stopped`, after their last stored epoch; what they measured is kept. */
  stop(trials: readonly number[], stopReason: string, at: Date): void {
    this.#inTransaction(() => {
      for (const number of trials) {
        const id = this.#trialId(number);
        this.#statements.forgetArtifact.run(id, CHECKPOINT_ARTIFACT);
        this.#statements.stop.run(stopReason, at.toISOString(), id);
      }
    });
  }

  /** Puts trials back to `pending`, as if they had never begun. */
  reset(trials: readonly number[]): void {
    this.#inTransaction(() => {
      for (const number of trials) {
        const id = this.#trialId(number);
        this.#statements.forgetMetrics.run(id);
        this.#statements.forgetArtifacts.run(id);
        this.#statements.reset.run(id);
      }
    });
  }

  /** Says how the sweep ended. */
  finish(status: Exclude<SweepStatus, 'running'>, at: Date): void {
    this.#inTransaction(() => this.#statements.finishSweep.run(status, at.toISOString(), this.id));
  }

  /** Takes the write lock at once: a transaction that takes it half-way may be refused without a wait. */
  #inTransaction(work: () => void): void {
    onStore(this.#database.name, () => this.#database.transaction(work).immediate());
  }

  #trialId(number: number): number {
    const id = this.#trials.get(number);
    if (id === undefined) throw new RangeError(`sweep ${this.id} has no trial ${number}`);
    return id;
  }
}
