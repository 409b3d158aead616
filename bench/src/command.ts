import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const BIN = fileURLToPath(
  import.meta.resolve('@sparsweep/cli/package.json').replace('package.json', 'bin/sparsweep.js'),
);

/** An event that `run --json` printed, and when, in milliseconds after the command was started. */
export interface TimedEvent {
  readonly event: string;
  readonly at: number;
}

/**
 * Runs a sweep with the command line and returns its events.
 *
 * @param environment variables for this run besides those of this process.
 */
export async function runSweepCommand(
  sweep: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<readonly TimedEvent[]> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [BIN, 'run', sweep, '--json', '--db', `${sweep}.${startedAt}.db`], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...environment },
  });
  const events: TimedEvent[] = [];
  for await (const line of createInterface(child.stdout)) {
    const at = performance.now() - startedAt;
    events.push({ event: JSON.parse(line).event, at });
  }
  await succeed(child, 'sparsweep run');
  return events;
}

/** Milliseconds that a command takes from start to end. */
export async function timeCommand(command: string, args: readonly string[]): Promise<number> {
  const startedAt = performance.now();
  await succeed(spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'] }), command);
  return performance.now() - startedAt;
}

/** Milliseconds that the command line takes from start to end. */
export function timeSparsweep(args: readonly string[]): Promise<number> {
  return timeCommand(process.execPath, [BIN, ...args]);
}

async function succeed(child: ChildProcess, name: string): Promise<void> {
  if (child.exitCode === null) await once(child, 'exit');
  if (child.exitCode !== 0) throw new Error(`${name} ended with status ${child.exitCode}`);
}
