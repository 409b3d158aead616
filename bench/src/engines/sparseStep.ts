import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { at } from '@sparsweep/core/plugin';
import { type Figure, median } from '../measure.ts';
import { drawTask } from './drawTask.ts';
import { Measurer } from './measurer.ts';
import { engineCommand } from './measurerCommands.ts';
import { NETWORKS } from './networks.ts';
import { encodeTask } from './taskFile.ts';
import { type Timing, timeInTurns } from './timeInTurns.ts';
import { withoutPenalty } from './trainingTask.ts';

/** Of 64 hidden units. */
const KEPT = 8;

/** How many times as long a step of engine-wasm takes when k-sparse acts on the hidden layer of the article's network. */
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
