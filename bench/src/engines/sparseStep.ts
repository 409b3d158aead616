import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { at } from '@sparsweep/core/plugin';
import { type Figure, median } from '../figures.ts';
import { drawTask } from './drawTask.ts';
import { Measurer, type Timing, timeInTurns } from './measurer.ts';
import { engineCommand } from './measurerCommands.ts';
import { NETWORKS } from './networks.ts';
import { encodeTask, withoutPenalty } from './trainingTask.ts';

/** Number of active units, of 64. */
const KEPT = 8;

/** The ratio of step times of engine-wasm with and without k-sparse on the hidden layer of the article's network. */
export async function sparseStep(folder: string, timing: Timing): Promise<Figure> {
  const path = join(folder, 'dense.task');
  await writeFile(path, encodeTask(withoutPenalty(await drawTask(at(NETWORKS, 0)))));
  await using dense = await Measurer.start(engineCommand('wasm'), path);
  await using sparse = await Measurer.start(engineCommand('wasm', KEPT), path);
  const [denseTimes = [], sparseTimes = []] = await timeInTurns([dense, sparse], timing);
  const ratio = median(sparseTimes) / median(denseTimes);
  return {
    name: `20-64-1: a step with k-sparse, k = ${KEPT} / a dense step`,
    unit: 'ratio',
    values: [ratio],
    target: 1.5,
  };
}
