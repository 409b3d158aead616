export { achieved, isFraction } from './analysis/achieved.ts';
export {
  bestConfiguration,
  hypervolumeTrajectory,
  paretoFront,
  type TrajectoryPoint,
  trajectory,
} from './analysis/best.ts';
export { fanova } from './analysis/fanova.ts';
export { hypervolume, referencePoint } from './analysis/hypervolume.ts';
export { type ParameterImportance, parameterImportance } from './analysis/parameterImportance.ts';
export { analyseSweep, type SweepAnalysis } from './analysis/sweepAnalysis.ts';
export type { Catalog, ModuleKind } from './catalog/catalog.ts';
export { importPlugin } from './catalog/importPlugin.ts';
export { locatePlugin } from './catalog/locatePlugin.ts';
export * from './plugin.ts';
export { resumeSweep, type SweepResumption } from './run/coordinate/resumeSweep.ts';
export type { SweepResult, Training } from './run/coordinate/runSweep.ts';
export { runSweep, type SweepRun } from './run/coordinate/runSweep.ts';
export type { SweepEnd, SweepObserver } from './run/coordinate/sweepObserver.ts';
export type { Executor, Job, JobTrial, TrialLost } from './run/execute/job.ts';
export { LocalExecutor } from './run/execute/localExecutor.ts';
export { captureEnvironment } from './run/plan/environment.ts';
export { objectiveValue } from './run/plan/objectives.ts';
export { planResume, type ResumePlan, type ResumeRequest } from './run/plan/planResume.ts';
export { planSweep, type SweepPlan } from './run/plan/planSweep.ts';
export type { RunnableTrial } from './run/plan/planTrials.ts';
export { derivedSeed, randomStreams } from './run/plan/randomStreams.ts';
export { rerunOrigin } from './run/plan/storedSweep.ts';
export { compareRerun, type RerunComparison, type RerunDifference } from './run/rerun/compareRerun.ts';
export type { WeightDifference } from './run/rerun/compareWeights.ts';
export { type EnvironmentChange, environmentChanges } from './run/rerun/environmentChanges.ts';
export { planRerun, type RerunPlan, type RerunRequest } from './run/rerun/planRerun.ts';
export type { TrialNumbers } from './run/rerun/rerunTrial.ts';
export { rerunTrial } from './run/rerun/rerunTrial.ts';
export { type DatasetRequest, loadDataset } from './run/worker/datasets.ts';
export { structureOfTrial } from './run/worker/structureOf.ts';
export { nonDominatedFronts } from './search/dominance.ts';
export { definePruner, type Pruner, type PrunerPlugin } from './search/pruner.ts';
export { pruners } from './search/pruners/pruners.ts';
export { defineSampler, type Outcome, type Sampler, type SamplerPlugin } from './search/sampler.ts';
export { random } from './search/samplers/random.ts';
export { samplers } from './search/samplers/samplers.ts';
export { startSearch } from './search/search.ts';
export { type Draw, drawnValues, type Parameter, type Space } from './search/space.ts';
export { type AskedStore, askQuery, askResults } from './store/ask/askStore.ts';
export { checkStore, isSound, type StoreCheck } from './store/check/checkStore.ts';
export { type SavedRows, saveStore } from './store/check/saveStore.ts';
export { openReader } from './store/open/openReader.ts';
export { openExistingStore, openStore, type Store } from './store/open/openStore.ts';
export type {
  ConfigurationRow,
  HistoryRow,
  LayerRow,
  QueryResult,
  ResultRow,
  Spread,
  SweepRow,
  TrialCounts,
} from './store/read/rows.ts';
export type { StoreReader } from './store/read/storeReader.ts';
export type { PlannedTrial, SweepStatus, TrialEnded, TrialRecord, TrialStatus } from './store/write/records.ts';
export type { SweepWriter } from './store/write/sweepWriter.ts';
export type { PluginUse, SplitFractions, TrialConfiguration } from './sweepfile/configuration.ts';
export type { Sweep } from './sweepfile/configurationCompiler.ts';
export type { JsonSchema } from './sweepfile/jsonSchema.ts';
export { type PluginSchema, type PluginSchemas, pluginSchemaOf } from './sweepfile/pluginSchemas.ts';
export { InvalidSweepError, type Problem } from './sweepfile/problem.ts';
export { readSweep, type SweepSource } from './sweepfile/readSweep.ts';
export { type StoredProblem, storedProblem, sweepQuestion } from './sweepfile/storedSweepFile.ts';
export { sweepSchema } from './sweepfile/sweepSchema.ts';
export type { Objective, SweepSpec } from './sweepfile/sweepSpec.ts';
