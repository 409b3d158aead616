import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** Runs the command to its end. */
export function sparsweep(args: readonly string[], surroundings: Surroundings): Promise<Ended> {
  return new RunningCommand(args, surroundings).ended;
}

/** Starts the command, whose process group is killed when the test ends. */
export function startSparsweep(args: readonly string[], surroundings: Surroundings): RunningCommand {
  const running = new RunningCommand(args, surroundings);
  onTestFinished(() => running.signalGroup('SIGKILL'));
  return running;
}

/** The file that the command `sparsweep` runs. */
export const BIN = fileURLToPath(new URL('../../packages/cli/bin/sparsweep.js', import.meta.url));

/** How a command ended, and what it printed. */
export interface Ended {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The environment of a command. */
interface Surroundings {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** The Node to run it; by default the one that runs the tests. */
  readonly node?: string;
}

/** A running command, in its own process group. */
export class RunningCommand {
  readonly ended: Promise<Ended>;
  readonly #child: ChildProcess;
  readonly #waiting = new Set<() => void>();
  #stdout = '';
  #stderr = '';
  #hasEnded = false;

  constructor(args: readonly string[], { cwd, env = {}, node = process.execPath }: Surroundings) {
    this.#child = spawn(node, [BIN, ...args], {
      cwd,
      env: { ...process.env, ...env },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.#stdout += text;
      this.#wake();
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text;
      this.#wake();
    });
    this.ended = new Promise((resolve, reject) => {
      this.#child.once('error', reject);
      this.#child.once('close', (status, signal) => {
        this.#hasEnded = true;
        this.#wake();
        resolve({ status, signal, stdout: this.#stdout, stderr: this.#stderr });
      });
    });
  }

  get pid(): number {
    if (this.#child.pid === undefined) throw new Error('the command was not started');
    return this.#child.pid;
  }

  /** Waits until one of its streams matches a pattern, which has no groups, so many times. */
  async printed(pattern: RegExp, times = 1): Promise<void> {
    const hasPrinted = (text: string): boolean => text.split(pattern).length > times;
    while (!hasPrinted(this.#stdout) && !hasPrinted(this.#stderr)) {
      if (this.#hasEnded)
        throw new Error(`the command ended without printing ${pattern}:\n${this.#stdout}${this.#stderr}`);
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  /** Sends a signal to the command only. */
  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Sends a signal to its whole process group, as a terminal does at Ctrl-C. */
  signalGroup(signal: NodeJS.Signals): void {
    try {
      process.kill(-this.pid, signal);
    } catch {
      // The group is gone.
    }
  }

  /** Closes the reading end of its standard output, as `head` does. */
  closeOutput(): void {
    this.#child.stdout?.destroy();
  }

  #wake(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}
