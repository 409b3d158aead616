import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** How many of the last characters that a process printed on standard error are quoted when it ends too soon. */
const QUOTED = 2000;

/** A process ended before it had answered. */
export class ProcessEnded extends Error {
  /** Null when it was killed, or could not be started. */
  readonly status: number | null;
  /** The end of what it printed on standard error, or why it could not be started. */
  readonly printed: string;

  constructor(name: string, status: number | null, printed: string) {
    super(`${name} ended with status ${status}\n${printed}`);
    this.status = status;
    this.printed = printed;
  }
}

/** A process that is talked to in lines. */
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
    // A process that has ended cannot be written to; `receive` says why.
    this.#child.stdin.on('error', () => {});
    this.#child.stderr.on('data', (chunk: Buffer) => this.#print(chunk.toString()));
    this.#closed = once(this.#child, 'close').catch((error: Error) => this.#print(error.message));
  }

  send(line: string): void {
    this.#child.stdin.write(`${line}\n`);
  }

  /**
   * The next line that it prints.
   *
   * @throws ProcessEnded when there is none.
   */
  async receive(): Promise<string> {
    const { value, done } = await this.#lines.next();
    if (!done) return value;
    await this.#closed;
    throw new ProcessEnded(this.#name, this.#child.exitCode, this.#printed.trim());
  }

  /** Lets it end, as there is nothing more to read for it. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.stdin.end();
    await this.#closed;
  }

  #print(text: string): void {
    this.#printed = (this.#printed + text).slice(-QUOTED);
  }
}
