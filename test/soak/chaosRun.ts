import { setTimeout as wait } from 'node:timers/promises';
import { childProcesses, isRunning } from '../support/processes.ts';
import { type Ended, RunningCommand } from '../support/sparsweep.ts';

const POLL_MILLISECONDS = 10;
/** A sweep has a command and two workers. */
const PROCESSES = 3;
const RUN: readonly string[] = ['run', 'sweep.yaml', '--json'];
const RESUME: readonly string[] = ['resume', '--json'];

/** What happened during a chaos run. */
export interface ChaosRun {
  /** How many processes were killed. */
  readonly kills: number;
  /** How often the command itself was killed and then resumed. */
  readonly resumes: number;
  /** The longest time that a worker outlived its command, in milliseconds. */
  readonly survival: number;
}

/**
 * Runs the sweep file of a folder to its end and kills one of its processes about every second: a worker, or the command,
 * which is then resumed.
 *
 * @param random draws from 0 to below 1.
 * @throws Error when a command neither was killed nor finished its sweep.
 */
export async function chaosRun(folder: string, random: () => number): Promise<ChaosRun> {
  let [kills, resumes, survival] = [0, 0, 0];
  let args = RUN;
  for (;;) {
    const command = new RunningCommand(args, { cwd: folder });
    for (;;) {
      if ((await endedWithin(command, 500 + 1000 * random())) !== undefined) break;
      const workers = childProcesses(command.pid);
      const victim = [command.pid, ...workers][Math.floor(random() * PROCESSES)];
      // A command that is slow to start its workers is not killed more often: it would never finish.
      if (victim === undefined) continue;
      kill(victim);
      kills++;
      if (victim === command.pid) survival = Math.max(survival, await timeUntilGone([command.pid, ...workers]));
    }
    const ended = await command.ended;
    if (ended.status === 0) return { kills, resumes, survival };
    args = argsAfter(ended);
    if (args === RESUME) resumes++;
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has already ended.
  }
}

/** The arguments of the command that continues a sweep after one that ended. */
function argsAfter(ended: Ended): readonly string[] {
  if (ended.signal === 'SIGKILL') return RESUME;
  // It was killed before it created the sweep.
  if (ended.status === 2 && /^(there is no store|\S+ holds no sweep yet)/.test(ended.stderr)) return RUN;
  throw new Error(`the command ended by itself: ${JSON.stringify(ended)}`);
}

/** How a command ended; undefined where it runs for longer. */
function endedWithin(command: RunningCommand, milliseconds: number): Promise<Ended | undefined> {
  return Promise.race([command.ended, wait(milliseconds, undefined)]);
}

/** Waits until processes have ended and returns the milliseconds that took. */
async function timeUntilGone(pids: readonly number[]): Promise<number> {
  const start = performance.now();
  while (pids.some(isRunning)) await wait(POLL_MILLISECONDS);
  return performance.now() - start;
}
