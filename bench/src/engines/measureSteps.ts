import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { drawTask } from './drawTask.ts';
import { Measurer, type MeasurerCommand, NotMeasured } from './measurer.ts';
import type { Network } from './networks.ts';
import { checkSameLosses } from './sameLosses.ts';
import { encodeTask } from './taskFile.ts';
import { type Timing, timeInTurns } from './timeInTurns.ts';
import { type TrainingTask, withoutPenalty } from './trainingTask.ts';

/** How long a training step of a network took. */
export interface StepTimes {
  readonly network: string;
  readonly engine: string;
  readonly version: string;
  /** Microseconds a step, one value a round. */
  readonly values: readonly number[];
}

/** What could not be measured, and why. */
export interface Gap {
  readonly engine: string;
  readonly reason: string;
}

/** Where files may lie that are not needed afterwards, and who is told what is being done. */
export interface Surroundings {
  readonly folder: string;
  readonly log: (line: string) => void;
}

/** A measuring program that runs. */
interface Started {
  readonly command: MeasurerCommand;
  readonly measurer: Measurer;
}

/** Steps whose losses are compared. */
const COMPARED_STEPS = 20;

/**
 * Times the training step of a network by `reference` and by `others`, in turns, on the same weights and data.
 *
 * @throws Error when one of the others does not train as the reference does.
 */
export async function measureSteps(
  network: Network,
  reference: MeasurerCommand,
  others: readonly MeasurerCommand[],
  timing: Timing,
  { folder, log }: Surroundings,
): Promise<{ readonly times: readonly StepTimes[]; readonly gaps: readonly Gap[] }> {
  const task = await drawTask(network);
  await using running = new AsyncDisposableStack();
  const start = async (command: MeasurerCommand, started: TrainingTask): Promise<Started> => {
    log(`${network.name}: starting ${command.engine}`);
    const path = join(folder, `${network.name}, strength ${started.network.strength}.task`);
    await writeFile(path, encodeTask(started));
    return { command, measurer: running.use(await Measurer.start(command, path)) };
  };

  const first = await start(reference, task);
  const { started, gaps } = await startAll(others, (command) => start(command, task));
  const expected = await first.measurer.losses(COMPARED_STEPS);
  const needsAnother = network.strength > 0 && started.some(({ command }) => command.omitsPenalty);
  const unpenalized = needsAnother ? await start(reference, withoutPenalty(task)) : first;
  const expectedUnpenalized = await unpenalized.measurer.losses(COMPARED_STEPS);
  for (const { command, measurer } of started) {
    const losses = await measurer.losses(COMPARED_STEPS);
    checkSameLosses(command.engine, losses, command.omitsPenalty ? expectedUnpenalized : expected);
  }

  log(`${network.name}: timing`);
  const all = [first, ...started];
  const values = await timeInTurns(
    all.map(({ measurer }) => measurer),
    timing,
  );
  return {
    times: all.map(({ command: { engine }, measurer: { version } }, index) => ({
      network: network.name,
      engine,
      version,
      values: values[index] ?? [],
    })),
    gaps,
  };
}

async function startAll(
  commands: readonly MeasurerCommand[],
  start: (command: MeasurerCommand) => Promise<Started>,
): Promise<{ readonly started: readonly Started[]; readonly gaps: readonly Gap[] }> {
  const started: Started[] = [];
  const gaps: Gap[] = [];
  for (const command of commands) {
    try {
      started.push(await start(command));
    } catch (thrown) {
      if (!(thrown instanceof NotMeasured)) throw thrown;
      gaps.push({ engine: command.engine, reason: thrown.message });
    }
  }
  return { started, gaps };
}
