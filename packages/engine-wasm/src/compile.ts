import { totalmem } from 'node:os';
import { type Program as EngineProgram, SPLITS, type Structure, type TrialData } from '@sparsweep/core/plugin';
import { CHUNK_ROWS, optimizerNamed, rowRanges } from '@sparsweep/training';
import { compilerStages, loadTensorFlow } from './compilerStages.ts';
import { printGraph } from './graph/print.ts';
import { moduleOf } from './moduleCache.ts';
import { memoryBytes, renderText } from './render/render.ts';
import { printProgram } from './schedule/printProgram.ts';
import { type CompiledStructure, loadProgram } from './session/loadProgram.ts';
import { checkFits } from './session/trialMemory.ts';
import { matchesTrace } from './trace/traceStructure.ts';

/** The most bytes of a WebAssembly memory with 32-bit addresses. */
const LARGEST_MEMORY = 65_536 * 65_536;

/**
 * Makes a structure ready to train.
 *
 * @throws SparsweepError `not-compilable` when a plugin cannot be compiled, `unavailable` when a trial needs more memory
 *   than the machine has, `unknown-plugin` when there is no optimizer of the structure's name.
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

/** The batch sizes that occur on some data, where regularizers may depend on them. */
function batchRows({ layers, batchSize }: Structure, data: TrialData): ReadonlySet<number> {
  if (layers.every(({ regularizers }) => regularizers.length === 0)) return new Set();
  const measured = SPLITS.flatMap((split) => rowRanges(data[split]?.rows ?? 0, CHUNK_ROWS));
  return new Set([...rowRanges(data.train.rows, batchSize), ...measured].map(({ from, to }) => to - from));
}

/**
 * Compiles a structure to be trained elsewhere, for example in a browser: see `@sparsweep/engine-wasm/session`.
 *
 * @throws SparsweepError as `compile` does.
 */
export async function compileModule(structure: Structure): Promise<CompiledStructure> {
  const tf = await loadTensorFlow();
  const { program } = compilerStages(tf, structure, optimizerNamed(structure.optimizer));
  return { structure, program, bytes: memoryBytes(program), module: await moduleOf(program) };
}

/** A stage of the compiler: the simplified graphs, the kernels, or the module as text. */
export type Stage = 'graph' | 'kernels' | 'wat';

/** Prints what a structure is after a stage of the compiler. */
export async function inspectStructure(structure: Structure, stage: Stage): Promise<string> {
  const tf = await loadTensorFlow();
  const { graphs, program } = compilerStages(tf, structure, optimizerNamed(structure.optimizer));
  switch (stage) {
    case 'graph':
      return Object.entries(graphs)
        .map(([name, graph]) => `${name}\n${printGraph(graph)}`)
        .join('\n\n');
    case 'kernels':
      return printProgram(program);
    case 'wat': {
      const { default: binaryen } = await import('binaryen');
      return renderText(binaryen, program);
    }
  }
}
