import type { Scalar, Session, TrialData, TrialStart } from '@sparsweep/core/plugin';
import {
  firstWeights,
  initialState,
  mapNumbers,
  measureActivations,
  measureWeights,
  numbersAt,
  rowsInOrder,
  rowsShuffled,
  type StepContext,
  type StepNumbers,
  splitsData,
  tensorsOf,
} from '@sparsweep/training';
import { codesOf } from './codesOf.ts';
import { evaluateSplit } from './evaluateSplit.ts';
import { inScope } from './inScope.ts';
import { type Progress, savedProgress, saveProgress } from './progress.ts';
import { readWeights } from './readWeights.ts';
import { trainEpoch } from './trainEpoch.ts';

/** Begins a trial: its weights are drawn, or taken from the trial, and wait in tensors until `dispose`. */
export function startSession(context: StepContext, trial: TrialStart, data: TrialData): Session {
  const { tf, structure } = context;
  const splits = splitsData(structure, data);
  const train = splits.of('train');
  const weights = firstWeights(structure, trial);
  let { epochs, state }: Progress = {
    epochs: 0,
    state: inScope(tf, () => initialState(context, weights, scalarsOf(0)), tensorsOf),
  };

  /** The hyperparameters of an epoch as scalars, made in the scope at hand. */
  function scalarsOf(epoch: number): StepNumbers<Scalar> {
    return mapNumbers(numbersAt(trial.hyperparameters, epoch, trial.epochs), (value) => tf.scalar(value));
  }

  /** The numbers that hold between epochs: those of the last one trained. */
  const presentScalars = () => scalarsOf(Math.max(epochs - 1, 0));

  const free = () => {
    for (const tensor of tensorsOf(state)) tensor.dispose();
  };

  return {
    trainEpoch() {
      const order = trial.shuffle
        ? rowsShuffled(train.rows, trial.random(`shuffle ${epochs}`))
        : rowsInOrder(train.rows);
      const trained = inScope(tf, () => trainEpoch(context, state, train, order, scalarsOf(epochs)));
      state = trained.state;
      epochs++;
      return trained.means.measurements('train');
    },
    evaluate(name) {
      return inScope(tf, () => evaluateSplit(context, state, splits.of(name), presentScalars())).measurements(name);
    },
    inspect() {
      const codes = splits.names.flatMap((name) =>
        measureActivations(
          inScope(tf, () => codesOf(context, state, splits.of(name), presentScalars())),
          name,
        ),
      );
      return [...measureWeights(readWeights(context, state)), ...codes];
    },
    weights: () => readWeights(context, state),
    save: () => saveProgress(structure, { epochs, state }),
    restore(saved) {
      const progress = inScope(
        tf,
        () => savedProgress(tf, structure, state, saved),
        (restored) => tensorsOf(restored.state),
      );
      free();
      ({ epochs, state } = progress);
    },
    dispose: free,
  };
}
