import { type ChildProcess, fork } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Job } from './job.ts';
import type { WorkerReply, WorkerRequest } from './workerMessages.ts';

/** How many of the last lines that a worker printed are quoted when it dies. */
const LAST_LINES = 20;

/** How long the end of what a dead worker sent and printed is waited for: a process that it left behind can hold it up. */
const LAST_WORDS_MILLISECONDS = 1000;

/** A worker died in the middle of a job; the message says how. */
export class WorkerDeath extends Error {}

/** One forked worker: takes one job at a time. */
export class WorkerProcess {
  readonly #child: ChildProcess;
  readonly #printed: string[] = [];
  readonly #replies: WorkerReply[] = [];
  #death: WorkerDeath | undefined;
  #killedFor: string | undefined;
  #wake = (): void => {};

  /** @param onOutput is given each line that a plugin prints. */
  constructor(onOutput: (line: string) => void) {
    this.#child = fork(new URL('./worker.ts', import.meta.url), [String(process.pid)], {
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#child.on('message', (reply: WorkerReply) => {
      this.#replies.push(reply);
      this.#wake();
    });
    this.#watchOutput(onOutput);
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
      const manner = signal === null ? `exited with status ${status}` : `was killed by ${signal}`;
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
    const said = this.#printed.join('\n').trim();
    const epitaph = `its worker process ${manner}${said === '' ? '' : `\nand had printed:\n${said}`}`;
    this.#death ??= new WorkerDeath(this.#killedFor ?? epitaph);
    // A process that it left behind may keep them open for ever, and this process with them.
    this.#child.stdout?.destroy();
    this.#child.stderr?.destroy();
    this.#wake();
  }
}
