import { type Scalar, type Session, SPLITS, type Split, type TrialData, type TrialStart } from '@sparsweep/core/plugin';
import {
  checkedWeights,
  drawWeights,
  initialState,
  mapNumbers,
  measureActivations,
  measureWeights,
  numbersAt,
  rowsInOrder,
  rowsShuffled,
  type StepContext,
  type StepNumbers,
  tensorsOf,
} from '@sparsweep/training';
import { codesOf } from './codesOf.ts';
import { evaluateSplit } from './evaluateSplit.ts';
import { inScope } from './inScope.ts';
import { readWeights } from './readWeights.ts';
import { type SplitData, splitData } from './splitData.ts';
import { trainEpoch } from './trainEpoch.ts';

/** Begins a trial: its weights are drawn, or taken from the trial, and wait in tensors until `dispose`. */
export function startSession(context: StepContext, trial: TrialStart, data: TrialData): Session {
  const { tf, structure } = context;
  const splits = new Map<Split, SplitData>();
  for (const name of SPLITS) {
    const samples = data[name];
    if (samples !== undefined) splits.set(name, splitData(structure, samples));
  }
  const weights =
    trial.initialWeights === undefined
      ? drawWeights(structure, trial.random)
      : checkedWeights(structure, trial.initialWeights);
  const train = splitOf('train');
  let epochs = 0;
  let state = inScope(tf, () => initialState(context, weights, scalarsOf(0)), tensorsOf);

  function splitOf(name: Split): SplitData {
    const split = splits.get(name);
    if (split === undefined) throw new Error(`this trial was given no ${name} samples`);
    return split;
  }

  /** The hyperparameters of an epoch as scalars, made in the scope at hand. */
  function scalarsOf(epoch: number): StepNumbers<Scalar> {
    return mapNumbers(numbersAt(trial.hyperparameters, epoch, trial.epochs), (value) => tf.scalar(value));
  }

  /** The numbers that hold between epochs: those of the last one trained. */
  const presentScalars = () => scalarsOf(Math.max(epochs - 1, 0));

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
      return inScope(tf, () => evaluateSplit(context, state, splitOf(name), presentScalars())).measurements(name);
    },
    inspect() {
      const codes = [...splits].flatMap(([name, split]) =>
        measureActivations(
          inScope(tf, () => codesOf(context, state, split, presentScalars())),
          name,
        ),
      );
      return [...measureWeights(readWeights(state)), ...codes];
    },
    weights: () => readWeights(state),
    dispose() {
      for (const tensor of tensorsOf(state)) tensor.dispose();
    },
  };
}
