import { type ChildProcess, fork } from 'node:child_process';
import { createInterface } from 'node:readline';
import { hearLastWords, mannerOfEnd } from '../../process/lastWords.ts';
import type { Job, TrialLost } from './job.ts';
import type { WorkerReply, WorkerRequest } from './workerMessages.ts';

/** How many of the last lines that a worker printed are quoted when it dies. */
const LAST_LINES = 20;

/** How long the end of what a dead worker sent and printed is waited for: a process that it left behind can hold it up. */
const LAST_WORDS_MILLISECONDS = 1000;

/** A worker died in the middle of a job; the message says how. */
export class WorkerDeath extends Error {
  /** Whether it was ended for good, or died. */
  readonly lostBy: TrialLost['cause'];

  constructor(lostBy: TrialLost['cause'], message: string) {
    super(message);
    this.lostBy = lostBy;
  }
}

/** Settings of a `WorkerProcess`. */
export interface WorkerSettings {
  /** How many bytes of memory it may use; no limit where absent. */
  readonly memoryLimit?: number;
  /** Is given each line that a plugin prints. */
  readonly onOutput: (line: string) => void;
}

/** One forked worker: takes one job at a time. */
export class WorkerProcess {
  readonly #child: ChildProcess;
  readonly #printed: string[] = [];
  readonly #replies: WorkerReply[] = [];
  #death: WorkerDeath | undefined;
  #killedFor: string | undefined;
  /** What it said when it ended itself. */
  #lastWords = '';
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
    hearLastWords(this.#child, (words) => {
      this.#lastWords += words;
    });
    this.#watchDeath();
  }

  /** Whether it can still be given a job. */
  get isAlive(): boolean {
    return this.#child.connected && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /**
   * Runs a job and yields what the worker answers.
   *
   * @throws WorkerDeath with signal or exit status and the end of what it printed.
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

  /** Ends it at once. */
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
      const manner = mannerOfEnd(status, signal);
      const timer = setTimeout(() => this.#die(manner), LAST_WORDS_MILLISECONDS);
      child.once('close', () => {
        clearTimeout(timer);
        this.#die(manner);
      });
    });
    child.on('error', (error) => {
      // A request that could not be sent means that the child died, which `exit` reports.
      if (child.pid === undefined) this.#die(`could not be started: ${error.message}`);
    });
  }

  #die(manner: string): void {
    const printed = this.#printed.join('\n').trim();
    const epitaph = `its worker process ${manner}`;
    if (this.#killedFor !== undefined) this.#death ??= new WorkerDeath('limit', `${this.#killedFor}; ${epitaph}`);
    else if (this.#lastWords !== '') this.#death ??= new WorkerDeath('death', `${this.#lastWords}; ${epitaph}`);
    else this.#death ??= new WorkerDeath('death', `${epitaph}${printed && `\nand had printed:\n${printed}`}`);
    // A process that it left behind may keep them open for ever, and this process with them.
    for (const stream of this.#child.stdio) stream?.destroy();
    this.#wake();
  }
}
