export { achieved } from './analysis/achieved.ts';
export { bestConfiguration } from './analysis/bestConfiguration.ts';
export { fanova } from './analysis/fanova.ts';
export { hypervolume } from './analysis/hypervolume.ts';
export { type ParameterImportance, parameterImportance } from './analysis/parameterImportance.ts';
export { paretoFront } from './analysis/paretoFront.ts';
export { isFraction, referencePoint } from './analysis/referencePoint.ts';
export { analyseSweep, type SweepAnalysis } from './analysis/sweepAnalysis.ts';
export { hypervolumeTrajectory, type Progress, trajectory } from './analysis/trajectory.ts';
export type { Catalog, ModuleKind } from './catalog/catalog.ts';
export { importPlugin } from './catalog/importPlugin.ts';
export { locatePlugin } from './catalog/locatePlugin.ts';
export * from './plugin.ts';
export { captureEnvironment } from './run/environment.ts';
export type { Executor, Job, JobTrial, TrialLost } from './run/job.ts';
export { type DatasetRequest, loadDataset } from './run/loadDataset.ts';
export { LocalExecutor } from './run/localExecutor.ts';
export { objectiveValue } from './run/objectiveValue.ts';
export { planResume, type ResumePlan, type ResumeRequest } from './run/planResume.ts';
export { planSweep, type SweepPlan } from './run/planSweep.ts';
export type { RunnableTrial } from './run/planTrials.ts';
export { derivedSeed, randomStreams } from './run/randomStreams.ts';
export { compareRerun, type RerunComparison, type RerunDifference } from './run/rerunComparison.ts';
export { type EnvironmentChange, environmentChanges } from './run/rerunEnvironment.ts';
export type { TrialNumbers } from './run/rerunNumbers.ts';
export { rerunOrigin } from './run/rerunOrigin.ts';
export { planRerun, type RerunPlan, type RerunRequest } from './run/rerunPlan.ts';
export { rerunTrial } from './run/rerunTrial.ts';
export type { WeightDifference } from './run/rerunWeights.ts';
export { resumeSweep, type SweepResumption } from './run/resumeSweep.ts';
export { runSweep, type SweepRun } from './run/runSweep.ts';
export { structureOfTrial } from './run/structureOfTrial.ts';
export type { SweepEnd, SweepObserver } from './run/sweepObserver.ts';
export type { SweepResult, Training } from './run/trainSweep.ts';
export { definePruner, type Pruner, type PrunerPlugin } from './search/pruner.ts';
export { pruners } from './search/pruners/pruners.ts';
export { defineSampler, type Outcome, type Sampler, type SamplerPlugin } from './search/sampler.ts';
export { random } from './search/samplers/random.ts';
export { samplers } from './search/samplers/samplers.ts';
export { startSearch } from './search/search.ts';
export { type Draw, drawnValues, type Parameter, type Space } from './search/space.ts';
export type { PluginUse, SplitFractions, TrialConfiguration } from './spec/configuration.ts';
export type { JsonSchema } from './spec/jsonSchema.ts';
export { InvalidSweepError, type Problem } from './spec/problem.ts';
export { readSweep, type SweepSource } from './spec/readSweep.ts';
export { type StoredProblem, storedProblem } from './spec/storedProblem.ts';
export { sweepQuestion } from './spec/sweepQuestion.ts';
export { sweepSchema } from './spec/sweepSchema.ts';
export type { Objective, SweepSpec } from './spec/sweepSpec.ts';
export { type Vocabulary, type VocabularyEntry, vocabularyEntry } from './spec/vocabulary.ts';
export { type AskedStore, askQuery, askResults } from './store/askStore.ts';
export { checkStore, isSound, type StoreCheck } from './store/checkStore.ts';
export { openExistingStore } from './store/openExistingStore.ts';
export { openReader } from './store/openReader.ts';
export { openStore, type Store } from './store/openStore.ts';
export type { PlannedTrial, SweepStatus, TrialEnded, TrialRecord, TrialStatus } from './store/records.ts';
export type {
  ConfigurationRow,
  HistoryRow,
  LayerRow,
  QueryResult,
  ResultRow,
  Spread,
  SweepRow,
  TrialCounts,
} from './store/rows.ts';
export { type SavedRows, saveStore } from './store/saveStore.ts';
export type { StoreReader } from './store/storeReader.ts';
export type { SweepWriter } from './store/sweepWriter.ts';
