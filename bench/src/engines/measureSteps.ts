import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { drawTask } from './drawTask.ts';
import { Measurer, type MeasurerCommand, NotMeasured, type Timing, timeInTurns } from './measurer.ts';
import { buildFloor, engineCommand, FLOOR, floorCommand, LOOP, PEERS, peerCommands } from './measurerCommands.ts';
import { NETWORKS, type Network } from './networks.ts';
import { encodeTask, type TrainingTask, withoutPenalty } from './trainingTask.ts';

/** The measured step times, and what could not be measured. */
export interface AllSteps {
  readonly times: readonly StepTimes[];
  readonly gaps: readonly Gap[];
}

/**
 * Times the training steps of all networks with every available engine.
 *
 * @param python A Python whose libraries are timed as well.
 */
export async function allSteps(
  python: string | undefined,
  timing: Timing,
  surroundings: Surroundings,
): Promise<AllSteps> {
  const floor = await floorOrGap(surroundings.folder);
  const others: readonly MeasurerCommand[] = [
    ...('reason' in floor ? [] : [floor]),
    ...(python === undefined ? [] : peerCommands(python)),
    engineCommand('tfjs'),
    LOOP,
  ];
  const measured: AllSteps[] = [];
  for (const network of NETWORKS) {
    measured.push(await measureSteps(network, engineCommand('wasm'), others, timing, surroundings));
  }
  const unasked = python === undefined ? PEERS.map(({ engine }) => ({ engine, reason: 'no --python was given' })) : [];
  return {
    times: measured.flatMap(({ times }) => times),
    // A missing library is missing for every network, so the gaps of the first one are enough.
    gaps: [...('reason' in floor ? [floor] : []), ...unasked, ...(measured[0]?.gaps ?? [])],
  };
}

async function floorOrGap(folder: string): Promise<MeasurerCommand | Gap> {
  try {
    return floorCommand(await buildFloor(folder));
  } catch (thrown) {
    if (thrown instanceof NotMeasured) return { engine: FLOOR, reason: thrown.message };
    throw thrown;
  }
}

/** The duration of a training step of a network. */
export interface StepTimes {
  readonly network: string;
  readonly engine: string;
  readonly version: string;
  /** Microseconds per step, one value per round. */
  readonly values: readonly number[];
}

/** An engine that could not be measured, and why. */
interface Gap {
  readonly engine: string;
  readonly reason: string;
}

/** A folder for temporary files, and a log for progress messages. */
interface Surroundings {
  readonly folder: string;
  readonly log: (line: string) => void;
}

/** A running measuring program. */
interface Started {
  readonly command: MeasurerCommand;
  readonly measurer: Measurer;
}

/** Number of steps whose losses are compared. */
const COMPARED_STEPS = 20;

/**
 * Times the training step of a network in `reference` and `others`, alternately, on the same weights and data.
 *
 * @throws Error if one of the others computes different losses than the reference.
 */
async function measureSteps(
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

/** Tolerance of the first losses, which differ by rounding only. */
const FIRST = 1e-5;

/** Tolerance of later losses: rounding errors grow, and implementations of Adam place epsilon differently. */
const LATER = 5e-3;

/**
 * Checks that two programs train the same network in the same way by comparing the losses before each step.
 * Tolerances are relative for losses above 1.
 *
 * @throws Error naming the first step whose losses differ.
 */
export function checkSameLosses(engine: string, losses: readonly number[], expected: readonly number[]): void {
  if (losses.length !== expected.length) {
    throw new Error(`${engine} returned ${losses.length} losses; expected ${expected.length}`);
  }
  for (const [step, loss] of expected.entries()) {
    const found = losses[step] ?? Number.NaN;
    const tolerance = (step === 0 ? FIRST : LATER) * Math.max(1, Math.abs(loss));
    if (Math.abs(found - loss) <= tolerance) continue;
    throw new Error(
      `${engine} trains differently: its loss before step ${step + 1} is ${found}; engine-wasm has ${loss}`,
    );
  }
}
