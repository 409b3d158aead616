import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** Number of trailing characters of standard error quoted when a process ends too early. */
const QUOTED = 2000;

/** A process ended before it answered. */
export class ProcessEnded extends Error {
  /** Null if it was killed or could not be started. */
  readonly status: number | null;
  /** The end of its standard error, or why it could not be started. */
  readonly printed: string;

  constructor(name: string, status: number | null, printed: string) {
    super(`${name} ended with status ${status}\n${printed}`);
    this.status = status;
    this.printed = printed;
  }
}

/** A process that reads and writes lines. */
export class LineProcess implements AsyncDisposable {
  readonly #name: string;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;
  readonly #closed: Promise<unknown>;
  #printed = '';

  constructor(command: string, args: readonly string[]) {
    this.#name = [command, ...args].join(' ');
    this.#child = spawn(command, args);
    this.#lines = createInterface(this.#child.stdout)[Symbol.asyncIterator]();
    // Ignore writes to a process that has ended; `receive` reports the reason.
    this.#child.stdin.on('error', () => {});
    this.#child.stderr.on('data', (chunk: Buffer) => this.#print(chunk.toString()));
    this.#closed = once(this.#child, 'close').catch((error: Error) => this.#print(error.message));
  }

  send(line: string): void {
    this.#child.stdin.write(`${line}\n`);
  }

  /**
   * The next line of its output.
   *
   * @throws ProcessEnded if there is none.
   */
  async receive(): Promise<string> {
    const { value, done } = await this.#lines.next();
    if (!done) return value;
    await this.#closed;
    throw new ProcessEnded(this.#name, this.#child.exitCode, this.#printed.trim());
  }

  /** Closes its input and waits until it ends. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.stdin.end();
    await this.#closed;
  }

  #print(text: string): void {
    this.#printed = (this.#printed + text).slice(-QUOTED);
  }
}

/** A command and its arguments. */
export type CommandLine = readonly [command: string, ...args: string[]];

/** Pins a command to one core, for all its threads. Returns it unchanged if `taskset` is missing. */
export function onOneCore(...line: CommandLine): CommandLine {
  const core = lastCore();
  return core === undefined ? line : ['taskset', '--cpu-list', core, ...line];
}

/** The last core available to this process; the first ones handle most interrupts. */
function lastCore(): string | undefined {
  if (spawnSync('taskset', ['--version']).status !== 0) return undefined;
  const allowed = /^Cpus_allowed_list:\s*(.*)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return allowed?.split(/[,-]/).at(-1);
}
