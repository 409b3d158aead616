import { type ChildProcess, fork } from 'node:child_process';
import { createInterface } from 'node:readline';
import { describeExit, onExitReason } from '../../process/childProcess.ts';
import type { Job, TrialLost } from './job.ts';
import type { WorkerReply, WorkerRequest } from './workerMessages.ts';

/** How many of the last printed lines are quoted when a worker dies. */
const LAST_LINES = 20;

/** How long to wait for the last output of a dead worker: a process that it left behind may keep its pipes open. */
const CLOSE_MILLISECONDS = 1000;

/** A worker died during a job. The message says how. */
export class WorkerDeath extends Error {
  readonly trialCause: TrialLost['cause'];

  constructor(trialCause: TrialLost['cause'], message: string) {
    super(message);
    this.trialCause = trialCause;
  }
}

/** Settings of a `WorkerProcess`. */
export interface WorkerSettings {
  /** The most bytes of memory it may use; no limit where absent. */
  readonly memoryLimit?: number;
  /** Called with each line that a plugin prints. */
  readonly onOutput: (line: string) => void;
}

/** A forked worker, which runs one job at a time. */
export class WorkerProcess {
  readonly #child: ChildProcess;
  readonly #printed: string[] = [];
  readonly #replies: WorkerReply[] = [];
  #death: WorkerDeath | undefined;
  #killedFor: string | undefined;
  /** Why it ended itself, if it did. */
  #exitReason = '';
  #wake = (): void => {};

  constructor({ memoryLimit = Number.POSITIVE_INFINITY, onOutput }: WorkerSettings) {
    this.#child = fork(new URL('../worker/worker.ts', import.meta.url), [String(process.pid), String(memoryLimit)], {
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc', 'pipe'],
    });
    this.#child.on('message', (reply: WorkerReply) => {
      this.#replies.push(reply);
      this.#wake();
    });
    this.#watchOutput(onOutput);
    onExitReason(this.#child, (part) => {
      this.#exitReason += part;
    });
    this.#watchDeath();
  }

  /** Whether it can take a job. */
  get isAlive(): boolean {
    return this.#child.connected && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /**
   * Runs a job and yields the worker's replies.
   *
   * @throws WorkerDeath with the signal or exit status and the last lines it printed.
   */
  async *run(job: Job): AsyncGenerator<Exclude<WorkerReply, { type: 'done' }>, void> {
    this.#tell({ type: 'job', job });
    for (;;) {
      const reply = this.#replies.shift();
      if (reply?.type === 'done') return;
      if (reply !== undefined) {
        yield reply;
      } else if (this.#death !== undefined) {
        throw this.#death;
      } else {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    }
  }

  /** Asks it to stop at the end of its epoch. */
  stop(): void {
    this.#tell({ type: 'stop' });
  }

  /** Kills it. */
  kill(reason: string): void {
    this.#killedFor ??= reason;
    this.#child.kill('SIGKILL');
  }

  #tell(request: WorkerRequest): void {
    if (this.#child.connected) this.#child.send(request);
  }

  #watchOutput(onOutput: (line: string) => void): void {
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      if (stream === null) continue;
      createInterface({ input: stream }).on('line', (line) => {
        this.#printed.push(line);
        if (this.#printed.length > LAST_LINES) this.#printed.shift();
        onOutput(line);
      });
    }
  }

  #watchDeath(): void {
    const child = this.#child;
    child.once('exit', (status, signal) => {
      const exit = describeExit(status, signal);
      const timer = setTimeout(() => this.#die(exit), CLOSE_MILLISECONDS);
      child.once('close', () => {
        clearTimeout(timer);
        this.#die(exit);
      });
    });
    child.on('error', (error) => {
      // If a request could not be sent, the child died, and `exit` reports it.
      if (child.pid === undefined) this.#die(`could not be started: ${error.message}`);
    });
  }

  #die(exit: string): void {
    const printed = this.#printed.join('\n').trim();
    const ended = `its worker process ${exit}`;
    if (this.#killedFor !== undefined) this.#death ??= new WorkerDeath('limit', `${this.#killedFor}; ${ended}`);
    else if (this.#exitReason !== '') this.#death ??= new WorkerDeath('death', `${this.#exitReason}; ${ended}`);
    else this.#death ??= new WorkerDeath('death', `${ended}${printed && `\nand had printed:\n${printed}`}`);
    // A process that the worker left behind may keep the pipes open, and this process alive with them.
    for (const stream of this.#child.stdio) stream?.destroy();
    this.#wake();
  }
}
