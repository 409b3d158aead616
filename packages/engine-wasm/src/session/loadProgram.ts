import {
  at,
  type Program as EngineProgram,
  type Measurement,
  type Session,
  type Split,
  type Structure,
  type TrialData,
  type TrialStart,
} from '@sparsweep/core/plugin';
import {
  firstWeights,
  measureActivations,
  measureWeights,
  numbersAt,
  rowsInOrder,
  rowsShuffled,
  splitsData,
} from '@sparsweep/training';
import { loopsOf, type MeasuringLoop } from '../procedures.ts';
import type { KernelProgram } from '../schedule/kernel.ts';
import { loadData, loadNumbers, loadState, restoreSnapshot } from './loadTrial.ts';
import { readActivations, readWeights, takeSnapshot } from './readTrial.ts';
import type { TrialContext } from './trialContext.ts';
import { MemoryPool, memoryLayout } from './trialMemory.ts';

/** A structure compiled to a module, with everything that training its trials needs. */
export interface CompiledStructure {
  /** Sessions do not call its regularizers, which are part of the module; they use the names, in snapshots. */
  readonly structure: Structure;
  readonly program: KernelProgram;
  /** Bytes of memory that the module itself needs. */
  readonly bytes: number;
  /** The WebAssembly module. */
  readonly module: Uint8Array;
}

/**
 * Makes a compiled structure ready to train, in Node or in a browser.
 *
 * @param limit bytes of memory that a trial may take.
 */
export async function loadProgram(compiled: CompiledStructure, limit: number): Promise<EngineProgram> {
  const module = await WebAssembly.compile(new Uint8Array(compiled.module));
  const pool = new MemoryPool(module, compiled.program, limit);
  return { start: (trial, data) => startSession(compiled, pool, trial, data) };
}

/** Starts a trial: takes a memory, which is the trial's own until `dispose`, and loads data and first weights into it. */
function startSession(
  { structure, program, bytes }: CompiledStructure,
  pool: MemoryPool,
  trial: TrialStart,
  data: TrialData,
): Session {
  const splits = splitsData(structure, data);
  const train = splits.of('train');
  const weights = firstWeights(structure, trial);
  const layout = memoryLayout(bytes, splits);
  const { memory, giveBack } = pool.take(layout.bytes);
  const context: TrialContext = { structure, program, memory, layout, splits };
  const loops = loopsOf(structure);
  let epochs = 0;

  const loadEpoch = (epoch: number) => loadNumbers(context, numbersAt(trial.hyperparameters, epoch, trial.epochs));
  /** Between epochs the numbers of the last trained epoch hold. */
  const loadPresent = () => loadEpoch(Math.max(epochs - 1, 0));

  loadData(context);
  loadEpoch(0);
  loadState(context, weights);

  return {
    trainEpoch() {
      const order = trial.shuffle
        ? rowsShuffled(train.rows, trial.random(`shuffle ${epochs}`))
        : rowsInOrder(train.rows);
      loadEpoch(epochs);
      epochs++;
      return runLoop(context, loops.train, 'train', order);
    },
    evaluate(name) {
      loadPresent();
      return runLoop(context, loops.evaluate, name, rowsInOrder(splits.of(name).rows));
    },
    inspect() {
      loadPresent();
      const activations = splits.names.flatMap((name) => measureActivations(readActivations(context, name), name));
      return [...measureWeights(readWeights(context)), ...activations];
    },
    weights: () => readWeights(context),
    save: () => takeSnapshot(context, epochs),
    restore(saved) {
      epochs = restoreSnapshot(context, saved);
    },
    dispose: giveBack,
  };
}

/**
 * Runs a loop over the rows of a split in the given order, and returns its measurements as means over the rows.
 *
 * The mean of a batch is weighted with its rows; the sums over the batches are float64.
 */
function runLoop(
  { memory, layout }: TrialContext,
  { name, measures }: MeasuringLoop,
  split: Split,
  order: Uint32Array,
): readonly Measurement[] {
  const addresses = layout.splits.get(split);
  if (addresses === undefined) throw new Error(`this trial has no ${split} samples`);
  const sums = memory.doubles.subarray(layout.sums / 8, layout.sums / 8 + measures.length);
  sums.fill(0);
  memory.words.set(order, layout.order / 4);
  memory.call(name, layout.order, order.length, addresses.features, addresses.targets, layout.sums);
  return measures.map((measure, index) => ({
    name: measure,
    split,
    layer: null,
    value: at(sums, index) / order.length,
  }));
}
