import type { Outcome } from '../../search/sampler.ts';
import type { Draw } from '../../search/space.ts';
import type { RunnableTrial } from '../plan/planTrials.ts';
import type { SegmentEnd } from './segment.ts';

/**
 * The outcome of each draw: the mean of each metric over the replicates that finished or, if none did, over those that were
 * stopped early.
 *
 * @param trials the trials of the draws, in their order.
 * @param ends of the trials that ended, by number.
 */
export function trialOutcomes(
  draws: readonly Draw[],
  trials: readonly Pick<RunnableTrial, 'number' | 'configurationIndex'>[],
  ends: ReadonlyMap<number, Pick<SegmentEnd, 'status' | 'scores' | 'epochs'>>,
): readonly Outcome[] {
  const first = trials[0]?.configurationIndex ?? 0;
  const byConfiguration = Map.groupBy(trials, ({ configurationIndex }) => configurationIndex - first);
  return draws.map((draw, i) => {
    const replicates = (byConfiguration.get(i) ?? []).flatMap(({ number }) => ends.get(number) ?? []);
    const finished = scoresOf(replicates, 'finished');
    const stopped = scoresOf(replicates, 'stopped');
    if (finished.length > 0 || stopped.length === 0) return { draw, losses: meanScores(finished) };
    const stoppedEpoch = Math.max(...replicates.map(({ epochs }) => epochs));
    return { draw, losses: meanScores(stopped), stoppedEpoch };
  });
}

function scoresOf(
  ends: readonly Pick<SegmentEnd, 'status' | 'scores'>[],
  wanted: SegmentEnd['status'],
): readonly (readonly number[])[] {
  return ends.flatMap(({ status, scores }) => (status === wanted && scores !== null ? [scores] : []));
}

function meanScores(scores: readonly (readonly number[])[]): readonly number[] | null {
  const [first] = scores;
  if (first === undefined) return null;
  return first.map((_, metric) => scores.reduce((sum, values) => sum + (values[metric] ?? 0), 0) / scores.length);
}
