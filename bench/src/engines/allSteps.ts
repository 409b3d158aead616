import { buildFloor } from './buildFloor.ts';
import { type MeasurerCommand, NotMeasured } from './measurer.ts';
import { engineCommand, FLOOR, floorCommand, LOOP, PEERS, peerCommands } from './measurerCommands.ts';
import { type Gap, measureSteps, type StepTimes, type Surroundings } from './measureSteps.ts';
import { NETWORKS } from './networks.ts';
import type { Timing } from './timeInTurns.ts';

/** What was timed, and what was not. */
export interface AllSteps {
  readonly times: readonly StepTimes[];
  readonly gaps: readonly Gap[];
}

/**
 * Times the training steps of all networks by everything that there is here.
 *
 * @param python the Python whose libraries are timed, too.
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
    // A library that is missing is missing for every network.
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
