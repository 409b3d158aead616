import {
  at,
  type LayerWeights,
  type Scalar,
  type Session,
  type TrialData,
  type TrialStart,
} from '@sparsweep/core/plugin';
import {
  firstWeights,
  initialState,
  layerKernels,
  mapNumbers,
  measureActivations,
  measureWeights,
  numbersAt,
  rowsInOrder,
  rowsShuffled,
  type StepContext,
  type StepNumbers,
  splitsData,
  type TrainingState,
  tensorsOf,
} from '@sparsweep/training';
import { inScope } from './inScope.ts';
import { restoreProgress, type SavedProgress, saveProgress } from './progress.ts';
import { activationsOn, evaluateSplit, trainEpoch } from './runBatches.ts';

/** Starts a trial from drawn or given weights. Its state lives in tensors until `dispose`. */
export function startSession(context: StepContext, trial: TrialStart, data: TrialData): Session {
  const { tf, structure } = context;
  const splits = splitsData(structure, data);
  const train = splits.of('train');
  const weights = firstWeights(structure, trial);
  let { epochs, state }: SavedProgress = {
    epochs: 0,
    state: inScope(tf, () => initialState(context, weights, scalarsOf(0)), tensorsOf),
  };

  /** The hyperparameters of an epoch as scalars, created in the current scope. */
  function scalarsOf(epoch: number): StepNumbers<Scalar> {
    return mapNumbers(numbersAt(trial.hyperparameters, epoch, trial.epochs), (value) => tf.scalar(value));
  }

  /** Between epochs the numbers are those of the last trained epoch. */
  const currentScalars = () => scalarsOf(Math.max(epochs - 1, 0));

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
      return inScope(tf, () => evaluateSplit(context, state, splits.of(name), currentScalars())).measurements(name);
    },
    inspect() {
      const activations = splits.names.flatMap((name) =>
        measureActivations(
          inScope(tf, () => activationsOn(context, state, splits.of(name), currentScalars())),
          name,
        ),
      );
      return [...measureWeights(readWeights(context, state)), ...activations];
    },
    weights: () => readWeights(context, state),
    save: () => saveProgress(structure, { epochs, state }),
    restore(saved) {
      const progress = inScope(
        tf,
        () => restoreProgress(tf, structure, state, saved),
        (restored) => tensorsOf(restored.state),
      );
      free();
      ({ epochs, state } = progress);
    },
    dispose: free,
  };
}

/** The weights of a state, copied to plain arrays. */
function readWeights({ tf, structure }: StepContext, { parameters }: TrainingState): readonly LayerWeights[] {
  return inScope(tf, () =>
    layerKernels(tf, structure, parameters).map((kernel, layer) => ({
      inputs: at(kernel.shape, 0),
      units: at(kernel.shape, 1),
      kernel: kernel.dataSync<'float32'>().slice(),
      bias: at(parameters, layer).bias.dataSync<'float32'>().slice(),
    })),
  );
}
