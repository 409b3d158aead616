import { main } from '@sparsweep/cli/src/main.ts';
import { vi } from 'vitest';
import type { Ended } from './sparsweep.ts';

/**
 * Runs a command in this process, which saves the start of another one. For commands that train nothing; they must be
 * called one at a time.
 *
 * @param cwd the command's working directory.
 */
export async function callCommand(args: readonly string[], { cwd }: { readonly cwd: string }): Promise<Ended> {
  const before = process.cwd();
  const stdout = captured(process.stdout);
  const stderr = captured(process.stderr);
  process.chdir(cwd);
  process.exitCode = undefined;
  try {
    await main(args);
    return { status: Number(process.exitCode ?? 0), signal: null, stdout: stdout.text(), stderr: stderr.text() };
  } finally {
    process.exitCode = undefined;
    process.chdir(before);
    stdout.restore();
    stderr.restore();
  }
}

/** Keeps what is written to a stream of this process, and keeps the command's listeners off it. */
function captured(stream: NodeJS.WriteStream) {
  let text = '';
  const write = vi.spyOn(stream, 'write').mockImplementation((chunk: string | Uint8Array) => {
    text += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
    return true;
  });
  const on = vi.spyOn(stream, 'on').mockReturnThis();
  return {
    text: () => text,
    restore(): void {
      write.mockRestore();
      on.mockRestore();
    },
  };
}
