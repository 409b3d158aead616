import type { Session, TrialData, TrialStart } from '@sparsweep/core/plugin';
import {
  firstWeights,
  measureActivations,
  measureWeights,
  numbersAt,
  rowsInOrder,
  rowsShuffled,
  splitsData,
} from '@sparsweep/training';
import type { CompiledStructure } from './compiledStructure.ts';
import { loadData, loadNumbers, loadState } from './loadTrial.ts';
import { loopsOf } from './loops.ts';
import { memoryLayout } from './memoryLayout.ts';
import { readCodes } from './readCodes.ts';
import { readWeights } from './readWeights.ts';
import { runLoop } from './runLoop.ts';
import { putBack, takeSnapshot } from './snapshot.ts';
import type { TrialContext } from './trialContext.ts';
import type { MemoryPool } from './trialMemory.ts';

/** Begins a trial: its data and its first weights are put into a memory, which is its own until `dispose`. */
export function startSession(
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
  /** The numbers that hold between epochs: those of the last one trained. */
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
      const codes = splits.names.flatMap((name) => measureActivations(readCodes(context, name), name));
      return [...measureWeights(readWeights(context)), ...codes];
    },
    weights: () => readWeights(context),
    save: () => takeSnapshot(context, epochs),
    restore(saved) {
      epochs = putBack(context, saved);
    },
    dispose: giveBack,
  };
}
