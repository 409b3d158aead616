import type { Database, Statement } from 'better-sqlite3';
import { SparsweepError } from '../../plugin/errors.ts';
import { type Holder, isGone, isInSight, SILENCE_MILLISECONDS, type StoredHolder } from './holder.ts';

interface HolderRow extends Omit<Holder, 'processStart'> {
  readonly process_start: string | null;
  readonly since: string;
  readonly heard_at: string;
}

/** The holder of a sweep; undefined where none is. */
function readHolder(database: Database, sweepId: number): StoredHolder | undefined {
  const row = database
    .prepare<[number], HolderRow>(
      'SELECT token, host, pid, kernel, process_start, since, heard_at FROM holders WHERE sweep_id = ?',
    )
    .get(sweepId);
  if (row === undefined) return undefined;
  const { process_start: processStart, since, heard_at: heardAt, ...rest } = row;
  return { ...rest, processStart, since: new Date(since), heardAt: new Date(heardAt) };
}

/** One process's right to write to a sweep. Every method is called within a transaction that has the write lock. */
export class Hold {
  readonly #database: Database;
  readonly #sweepId: number;
  readonly #holder: Holder;
  readonly #find: Statement<[sweep: number, token: string]>;

  private constructor(database: Database, sweepId: number, holder: Holder) {
    this.#database = database;
    this.#sweepId = sweepId;
    this.#holder = holder;
    this.#find = database.prepare('SELECT 1 FROM holders WHERE sweep_id = ? AND token = ?');
  }

  /**
   * Takes a sweep that no one holds, or whose holder is gone.
   *
   * @throws SparsweepError `held-sweep` that says who holds it.
   */
  static take(database: Database, sweepId: number, holder: Holder, now: Date): Hold {
    const held = readHolder(database, sweepId);
    const { token, host, pid, kernel, processStart } = holder;
    if (held !== undefined && !isGone(held, holder, now)) {
      throw heldBy(`sweep ${sweepId} of ${database.name}`, held, isInSight(held, holder), now);
    }
    database
      .prepare(
        `INSERT OR REPLACE INTO holders (sweep_id, token, host, pid, kernel, process_start, since, heard_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(sweepId, token, host, pid, kernel, processStart, now.toISOString(), now.toISOString());
    return new Hold(database, sweepId, holder);
  }

  /**
   * Makes sure that the sweep was not taken over: by a process that took this one, silent for too long, for dead.
   *
   * @throws SparsweepError `held-sweep` that says who holds it now.
   */
  check(): void {
    if (this.#find.get(this.#sweepId, this.#holder.token) !== undefined) return;
    const held = readHolder(this.#database, this.#sweepId);
    const who = held === undefined ? 'it was released or deleted' : `it is now trained by ${described(held)}`;
    throw new SparsweepError(
      'held-sweep',
      `sweep ${this.#sweepId} of ${this.#database.name} was taken over while this process was silent: ${who}; ` +
        'this one ends, and nothing of it is lost',
    );
  }

  /** Says that the process is still there. */
  beat(now: Date): void {
    this.#database.prepare('UPDATE holders SET heard_at = ? WHERE sweep_id = ?').run(now.toISOString(), this.#sweepId);
  }

  /** Gives the sweep free. */
  release(): void {
    this.#database.prepare('DELETE FROM holders WHERE sweep_id = ?').run(this.#sweepId);
  }
}

function heldBy(sweep: string, held: StoredHolder, isSeen: boolean, now: Date): SparsweepError {
  const silence = Math.max(0, now.getTime() - held.heardAt.getTime());
  const patience = Math.ceil((SILENCE_MILLISECONDS - silence) / 1000);
  return new SparsweepError(
    'held-sweep',
    `${sweep} is being trained by ${described(held)}, last heard of ${Math.round(silence / 1000)} s ago; wait for its ` +
      `end, or stop it there with Ctrl-C or \`kill ${held.pid}\`` +
      (isSeen ? '' : `; if it is gone, the sweep can be taken over in ${patience} s`),
  );
}

function described({ pid, host, since }: StoredHolder): string {
  return `process ${pid} on ${host} since ${since.toISOString()}`;
}
