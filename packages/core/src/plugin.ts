export { type Static, type TObject, Type } from 'typebox';
export { at } from './plugin/at.ts';
export {
  type Dataset,
  type DatasetContext,
  type DatasetPlugin,
  defineDataset,
  type LabelLevel,
  type Matrix,
} from './plugin/dataset.ts';
export {
  defineEngine,
  type Engine,
  type Hyperparameters,
  type LayerWeights,
  type Program,
  type Samples,
  type Session,
  type TrialData,
  type TrialStart,
} from './plugin/engine.ts';
export { type ErrorCode, messageOf, SparsweepError } from './plugin/errors.ts';
export { exp } from './plugin/exp.ts';
export { isJsonObject, type JsonObject, type JsonValue } from './plugin/json.ts';
export { log } from './plugin/log.ts';
export type { Hyperparameter, Manifest, OptionsOf, PluginKind, Schedule } from './plugin/manifest.ts';
export { type Measurement, SPLITS, type Split } from './plugin/measurement.ts';
export { defineOptimizer, type Optimizer, type OptimizerContext } from './plugin/optimizer.ts';
export type { RandomStream, RandomStreams } from './plugin/random.ts';
export {
  defineRegularizer,
  type LayerTensors,
  mapHooks,
  type Regularizer,
  type RegularizerContext,
  type RegularizerHooks,
  type RegularizerState,
  type TensorOptions,
} from './plugin/regularizer.ts';
export {
  ACTIVATIONS,
  type Activation,
  type BoundRegularizer,
  INITIALIZERS,
  type Initializer,
  type Layer,
  type Loss,
  type Structure,
  type Task,
} from './plugin/structure.ts';
export type { Scalar, Tensor, Tensor2D, TensorOps } from './plugin/tensor.ts';
export { shortened, visibleText } from './plugin/visibleText.ts';
