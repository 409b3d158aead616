import { totalmem } from 'node:os';
import { type Program as EngineProgram, SPLITS, type Structure, type TrialData } from '@sparsweep/core/plugin';
import { CHUNK_ROWS, optimizerNamed, rowRanges } from '@sparsweep/training';
import { compilerStages } from './compilerStages.ts';
import { loadTensorFlow } from './loadTensorFlow.ts';
import { moduleOf } from './moduleOf.ts';
import { memoryBytes } from './render/memoryBytes.ts';
import { loadProgram } from './session/loadProgram.ts';
import { checkFits } from './session/trialMemory.ts';
import { matchesTrace } from './trace/matchesTrace.ts';

/** Bytes that a WebAssembly memory with 32-bit addresses can have. */
const LARGEST_MEMORY = 65_536 * 65_536;

/**
 * Makes a structure ready to train.
 *
 * @throws SparsweepError `not-compilable` when a plugin does what cannot be compiled, `unavailable` when a trial needs
 *   more memory than there is, `unknown-plugin` where the structure names no optimizer that there is.
 */
export async function compile(structure: Structure): Promise<EngineProgram> {
  const optimizer = optimizerNamed(structure.optimizer);
  const tf = await loadTensorFlow();
  const { traced, program } = compilerStages(tf, structure, optimizer);
  const limit = Math.min(LARGEST_MEMORY, totalmem());
  const bytes = memoryBytes(program);
  checkFits(bytes, limit);
  const loaded = await loadProgram({ structure, program, bytes, module: await moduleOf(program) }, limit);
  const checked = new Set<number>();
  return {
    start(trial, data) {
      for (const rows of batchRows(structure, data)) {
        if (!checked.has(rows)) matchesTrace(tf, structure, optimizer, traced, rows);
        checked.add(rows);
      }
      return loaded.start(trial, data);
    },
  };
}

/** The numbers of rows that steps on some data have, where hooks of regularizers may care for them. */
function batchRows({ layers, batchSize }: Structure, data: TrialData): ReadonlySet<number> {
  if (layers.every(({ regularizers }) => regularizers.length === 0)) return new Set();
  const measured = SPLITS.flatMap((split) => rowRanges(data[split]?.rows ?? 0, CHUNK_ROWS));
  return new Set([...rowRanges(data.train.rows, batchSize), ...measured].map(({ from, to }) => to - from));
}
