import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import type { Database, Statement } from 'better-sqlite3';
import { SparsweepError } from '../../plugin/errors.ts';

/** How often a lease is renewed. */
export const HEARTBEAT_MILLISECONDS = 5000;
/** A lease of a process that cannot be seen expires after this time. */
const SILENCE_MILLISECONDS = 30_000;

/** A process that can lease a sweep. */
export interface LeaseHolder {
  /** Random, new for each lease. */
  readonly token: string;
  readonly host: string;
  readonly pid: number;
  /** Boot id and process namespace, within which the process id is unique; empty if the system does not tell. */
  readonly kernel: string;
  /** Tells the process from a later one with the same id; null if the system does not tell. */
  readonly processStart: string | null;
}

/** This process as the holder of a lease. */
export function thisProcess(): LeaseHolder {
  const { pid } = process;
  return { token: randomUUID(), host: hostname(), pid, kernel: kernel(), processStart: processStart(pid) ?? null };
}

/** One process's exclusive right to write to a sweep. Every method must be called in a transaction that has the write lock. */
export class Lease {
  readonly #database: Database;
  readonly #sweepId: number;
  readonly #holder: LeaseHolder;
  readonly #find: Statement<[sweep: number, token: string]>;

  private constructor(database: Database, sweepId: number, holder: LeaseHolder) {
    this.#database = database;
    this.#sweepId = sweepId;
    this.#holder = holder;
    this.#find = database.prepare('SELECT 1 FROM holders WHERE sweep_id = ? AND token = ?');
  }

  /**
   * Takes the lease of a sweep that is free or whose lease has expired.
   *
   * @throws SparsweepError `held-sweep` naming the process that has the lease.
   */
  static take(database: Database, sweepId: number, holder: LeaseHolder, now: Date): Lease {
    const held = readLease(database, sweepId);
    const { token, host, pid, kernel, processStart } = holder;
    if (held !== undefined && !hasExpired(held, holder, now)) {
      throw heldBy(`sweep ${sweepId} of ${database.name}`, held, isVisible(held, holder), now);
    }
    database
      .prepare(
        `INSERT OR REPLACE INTO holders (sweep_id, token, host, pid, kernel, process_start, since, heard_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(sweepId, token, host, pid, kernel, processStart, now.toISOString(), now.toISOString());
    return new Lease(database, sweepId, holder);
  }

  /**
   * Checks that no other process has taken over, because this one was silent for too long.
   *
   * @throws SparsweepError `held-sweep` naming the process that has the lease now.
   */
  check(): void {
    if (this.#find.get(this.#sweepId, this.#holder.token) !== undefined) return;
    const held = readLease(this.#database, this.#sweepId);
    const who = held === undefined ? 'it was released or deleted' : `it is now trained by ${described(held)}`;
    throw new SparsweepError(
      'held-sweep',
      `sweep ${this.#sweepId} of ${this.#database.name} was taken over while this process was silent: ${who}; ` +
        'this one ends, and nothing of it is lost',
    );
  }

  /** Renews the lease. */
  beat(now: Date): void {
    this.#database.prepare('UPDATE holders SET heard_at = ? WHERE sweep_id = ?').run(now.toISOString(), this.#sweepId);
  }

  /** Ends the lease. */
  release(): void {
    this.#database.prepare('DELETE FROM holders WHERE sweep_id = ?').run(this.#sweepId);
  }
}

/** A lease as it is stored. */
interface StoredLease extends LeaseHolder {
  readonly since: Date;
  /** When it was last renewed. */
  readonly heardAt: Date;
}

interface LeaseRow extends Omit<LeaseHolder, 'processStart'> {
  readonly process_start: string | null;
  readonly since: string;
  readonly heard_at: string;
}

/** The lease of a sweep; undefined if no process trains it. */
function readLease(database: Database, sweepId: number): StoredLease | undefined {
  const row = database
    .prepare<[number], LeaseRow>(
      'SELECT token, host, pid, kernel, process_start, since, heard_at FROM holders WHERE sweep_id = ?',
    )
    .get(sweepId);
  if (row === undefined) return undefined;
  const { process_start: processStart, since, heard_at: heardAt, ...rest } = row;
  return { ...rest, processStart, since: new Date(since), heardAt: new Date(heardAt) };
}

function heldBy(sweep: string, held: StoredLease, isSeen: boolean, now: Date): SparsweepError {
  const silence = Math.max(0, now.getTime() - held.heardAt.getTime());
  const patience = Math.ceil((SILENCE_MILLISECONDS - silence) / 1000);
  return new SparsweepError(
    'held-sweep',
    `${sweep} is being trained by ${described(held)}, last heard of ${Math.round(silence / 1000)} s ago; wait for its ` +
      `end, or stop it there with Ctrl-C or \`kill ${held.pid}\`` +
      (isSeen ? '' : `; if it is gone, the sweep can be taken over in ${patience} s`),
  );
}

function described({ pid, host, since }: StoredLease): string {
  return `process ${pid} on ${host} since ${since.toISOString()}`;
}

/** Whether the process of a lease could be seen from here if it ran. */
function isVisible(holder: LeaseHolder, here: Pick<LeaseHolder, 'host' | 'kernel'>): boolean {
  return holder.host === here.host && holder.kernel === here.kernel;
}

/**
 * Whether a lease has expired: its process has ended or, if that cannot be seen from here (another machine or container), the
 * lease was not renewed for too long.
 */
function hasExpired(holder: StoredLease, here: Pick<LeaseHolder, 'host' | 'kernel'>, now: Date): boolean {
  if (isVisible(holder, here)) {
    if (!isRunning(holder.pid)) return true;
    const start = processStart(holder.pid);
    if (start !== undefined && holder.processStart !== null) return start !== holder.processStart;
  }
  return now.getTime() - holder.heardAt.getTime() > SILENCE_MILLISECONDS;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    // It runs, but belongs to another user.
    return thrown instanceof Error && 'code' in thrown && thrown.code === 'EPERM';
  }
}

/** When a process started, in the system's units; undefined if the system does not tell or there is no such process. */
function processStart(pid: number): string | undefined {
  // After the name in parentheses, which may contain anything, come the state and, as field 20, the start time.
  const fields = contentOf(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ') ?? [];
  // A zombie has ended; its parent has not read its status yet.
  return fields[0] === 'Z' ? 'ended' : fields[19];
}

function kernel(): string {
  try {
    return `${contentOf('/proc/sys/kernel/random/boot_id').trim()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return '';
  }
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
