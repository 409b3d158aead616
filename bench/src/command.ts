import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type Figure, repeat } from './figures.ts';

const BIN = fileURLToPath(
  import.meta.resolve('@sparsweep/cli/package.json').replace('package.json', 'bin/sparsweep.js'),
);

/** An event that `run --json` printed, with the milliseconds since the start of the command. */
export interface TimedEvent {
  readonly event: string;
  readonly at: number;
}

/**
 * Runs a sweep with the command line and returns its events.
 *
 * @param environment Variables to add to those of this process.
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

/** Runs a command and measures its milliseconds. */
async function timeCommand(command: string, args: readonly string[]): Promise<number> {
  const startedAt = performance.now();
  await succeed(spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'] }), command);
  return performance.now() - startedAt;
}

/** Milliseconds to start and end Node, the lower bound of every command. */
export async function nodeStart(runs: number): Promise<Figure> {
  const values = await repeat(runs, () => timeCommand(process.execPath, ['--eval', '']));
  return { name: 'starting Node', unit: 'ms', values };
}

/** Runs the command line and measures its milliseconds. */
export function timeSparsweep(args: readonly string[]): Promise<number> {
  return timeCommand(process.execPath, [BIN, ...args]);
}

async function succeed(child: ChildProcess, name: string): Promise<void> {
  if (child.exitCode === null) await once(child, 'exit');
  if (child.exitCode !== 0) throw new Error(`${name} ended with status ${child.exitCode}`);
}
