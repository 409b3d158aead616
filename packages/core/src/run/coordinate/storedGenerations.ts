import { SparsweepError } from '../../plugin/errors.ts';
import type { StoredTrial } from '../../store/read/readStoredTrials.ts';
import type { Sweep } from '../../sweepfile/sweepSpec.ts';
import { planTrials, type RunnableTrial } from '../plan/planTrials.ts';
import { storedDraw } from '../plan/storedSweep.ts';
import type { PlannedGeneration } from './trainSweep.ts';

/**
 * The generations of a stored sweep, made again from its trials: the search is not asked for what it proposed before.
 *
 * @param stored all trials of the sweep, by number.
 * @throws SparsweepError `invalid-data` when the trials do not fit the sweep file.
 */
export function storedGenerations(sweep: Sweep, stored: readonly StoredTrial[]): readonly PlannedGeneration[] {
  const generations = [...Map.groupBy(stored, ({ generation }) => generation).values()];
  let first = 0;
  return generations.map((trials) => {
    const draws = trials
      .filter(({ replicate }) => replicate === 0)
      .map(({ parameters }) => storedDraw(sweep.spec.search.space, parameters));
    const planned = planTrials(sweep, draws, first);
    first += draws.length;
    requireSame(planned, trials);
    return { draws, trials: planned, isLast: false };
  });
}

function requireSame(planned: readonly RunnableTrial[], stored: readonly StoredTrial[]): void {
  const odd = stored.find(({ number, seed }, i) => planned[i]?.number !== number || planned[i]?.seed !== seed);
  if (odd === undefined && planned.length === stored.length) return;
  const { number = planned.length } = odd ?? {};
  throw new SparsweepError(
    'invalid-data',
    `trial ${number} of the stored sweep is not one that its sweep file makes; the database was changed by other means`,
  );
}
