import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';

/** A terminal whose screen can be read, run by tmux. */
export class Terminal {
  readonly #tmux: string;
  readonly #socket: string;

  /**
   * Runs a command; its exit status stands on the screen when it has ended.
   *
   * @param tmux path of the program.
   * @param folder where to run it.
   */
  constructor(
    tmux: string,
    folder: string,
    size: { readonly columns: number; readonly rows: number },
    command: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ) {
    this.#tmux = tmux;
    this.#socket = join(folder, 'tmux.socket');
    const words = [...Object.entries(env).map(([name, value]) => `${name}=${quoted(value)}`), ...command.map(quoted)];
    // Ctrl-C also reaches the shell that waits for the command.
    const script = `trap : INT; ${words.join(' ')}; echo "exit status $?"; read forever`;
    const { columns, rows } = size;
    this.#run('new-session', '-d', '-x', `${columns}`, '-y', `${rows}`, '-c', folder, 'sh', '-c', script);
    onTestFinished(() => void this.#run('kill-server'));
  }

  /** The lines of the screen, up to the last that is not empty. */
  screen(): readonly string[] {
    return this.#run('capture-pane', '-p').trimEnd().split('\n');
  }

  /** Waits until the screen matches. */
  async shows(pattern: RegExp): Promise<void> {
    await expect.poll(() => this.screen().join('\n'), { timeout: 60_000, interval: 50 }).toMatch(pattern);
  }

  /** Presses a key, by tmux's name for it. */
  press(key: string): void {
    this.#run('send-keys', key);
  }

  #run(...args: readonly string[]): string {
    return execFileSync(this.#tmux, ['-f', '/dev/null', '-S', this.#socket, '-u', ...args], { encoding: 'utf8' });
  }
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
