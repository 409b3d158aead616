export { gatherRows, type RowRange, rowRanges, rowsInOrder, rowsShuffled } from './data/batches.ts';
export { CHUNK_ROWS, type SplitData, type SplitsData, splitsData, targetsOf } from './data/splitData.ts';
export { drawWeights, firstWeights, transposed } from './initializers/initialWeights.ts';
export { type LayerParameters, type LayerWidths, layerKernels, layerWidths } from './layers/dense.ts';
export { type LayerActivations, measureActivations } from './metrics/activationMetrics.ts';
export { measureWeights } from './metrics/weightMetrics.ts';
export { optimizerNamed, optimizers } from './optimizers.ts';
export { valueAt } from './schedule.ts';
export { decodeSnapshot, encodeSnapshot, type Snapshot, type SnapshotEntry } from './snapshot.ts';
export { type EvaluateStep, evaluateStep, hiddenActivations } from './step/evaluateStep.ts';
export { type Batch, mapNumbers, numbersAt, type StepContext, type StepNumbers } from './step/stepContext.ts';
export {
  initialState,
  type LayerSlots,
  mapTensors,
  namedTensors,
  type TrainingState,
  tensorsOf,
} from './step/trainingState.ts';
export { type TrainStep, trainStep } from './step/trainStep.ts';
