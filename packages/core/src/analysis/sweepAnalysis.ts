import { at } from '../plugin/at.ts';
import type { RandomStreams } from '../plugin/random.ts';
import type { ConfigurationRow } from '../store/read/rows.ts';
import type { StoredProblem } from '../sweepfile/storedSweepFile.ts';
import type { Objective } from '../sweepfile/sweepSpec.ts';
import { measured, turned } from './achieved.ts';
import { hypervolumeTrajectory, paretoFront, type TrajectoryPoint, trajectory } from './best.ts';
import { hypervolume, referencePoint } from './hypervolume.ts';
import { type ParameterImportance, parameterImportance } from './parameterImportance.ts';

/** The smallest number of configurations for which importance is computed. */
const FEWEST = 10;

/** The result of a sweep, by its metrics. */
export interface SweepAnalysis {
  readonly metrics: readonly Objective[];
  /** The number of configurations with all metrics. */
  readonly measured: number;
  /** The Pareto front, best by the first metric first; for one metric, all configurations with the best value. */
  readonly best: readonly ConfigurationRow[];
  /** For two or three metrics, the hypervolume of the front, and the value of each metric at the reference point. */
  readonly hypervolume?: { readonly value: number; readonly reference: readonly number[] };
  /** The best value, or the hypervolume, after each configuration; empty for more than three metrics. */
  readonly trajectory: readonly TrajectoryPoint[];
  /** For each metric, the importance of each parameter; empty for fewer than ten configurations. */
  readonly importance: readonly (readonly ParameterImportance[])[];
}

/**
 * Analyses a sweep.
 *
 * @param rows its configurations, in order of proposal.
 * @param random draws the bootstrap samples for importance.
 */
export function analyseSweep(
  { space, metrics }: StoredProblem,
  rows: readonly ConfigurationRow[],
  random: RandomStreams,
): SweepAnalysis {
  const count = measured(rows, metrics).length;
  const best = paretoFront(rows, metrics);
  const isJudged = count >= FEWEST && space.parameters.length > 0;
  return {
    metrics,
    measured: count,
    best,
    ...progressOf(rows, metrics, best),
    importance: isJudged ? metrics.map((metric) => parameterImportance(space, rows, metric, random)) : [],
  };
}

function progressOf(
  rows: readonly ConfigurationRow[],
  metrics: readonly Objective[],
  best: readonly ConfigurationRow[],
): Pick<SweepAnalysis, 'hypervolume' | 'trajectory'> {
  const [only] = metrics;
  if (only !== undefined && metrics.length === 1) return { trajectory: trajectory(rows, only) };
  if (best.length === 0 || metrics.length < 2 || metrics.length > 3) return { trajectory: [] };
  const reference = referencePoint(rows, metrics);
  const corner = reference.map((value, i) => turned(value, at(metrics, i)));
  const value = hypervolume(
    measured(best, metrics).map(({ losses }) => losses),
    corner,
  );
  return { hypervolume: { value, reference }, trajectory: hypervolumeTrajectory(rows, metrics, reference) };
}
