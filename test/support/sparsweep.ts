import { onTestFinished } from 'vitest';
import { type Ended, RunningCommand, type Surroundings } from './runningCommand.ts';

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
