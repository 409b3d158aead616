import { at } from '../../../plugin/at.ts';
import type { Outcome } from '../../sampler.ts';
import type { Draw, Space } from '../../space.ts';
import { survivors } from '../nsga2/population.ts';
import { coordinatesOf } from './coordinates.ts';
import { hypervolumeSubset } from './hypervolumeSubset.ts';

/** Never more than this are good: for one metric as in Optuna, for several so that a front has room. */
const MOST_GOOD = { one: 25, several: 100 } as const;
const GOOD_SHARE = 0.1;

/** Outcomes as a model sees them. */
export interface RankedHistory {
  /** The coordinates of all that was tried, in its order. */
  readonly coordinates: readonly (readonly number[])[];
  /** The places of the best tenth, rounded up and at most 25 or, for several metrics, 100; no failure is among them. */
  readonly good: readonly number[];
}

/** Begins a record of a search, which splits a history that grows from one call to the next. */
export function startRanking(space: Space, objectives: number): (history: readonly Outcome[]) => RankedHistory {
  const most = objectives > 1 ? MOST_GOOD.several : MOST_GOOD.one;
  const coordinates: (readonly number[])[] = [];
  const places = new Map<Draw, number>();
  // Whatever is not among the best `most` never will be, so that few are compared however long the history grows.
  let best: Outcome[] = [];

  return (history) => {
    for (const outcome of history.slice(coordinates.length)) {
      places.set(outcome.draw, coordinates.length);
      coordinates.push(coordinatesOf(space, outcome.draw));
      best.push(outcome);
      if (best.length === 2 * most) best = [...survivors(best, most)];
    }
    const size = Math.min(most, Math.ceil(GOOD_SHARE * history.length));
    const good = bestOf(best, size).filter(({ losses }) => losses !== null);
    return { coordinates, good: good.flatMap(({ draw }) => places.get(draw) ?? []).sort((a, b) => a - b) };
  };
}

/** Whole fronts, and of the one that does not fit those that together dominate most. */
function bestOf(outcomes: readonly Outcome[], size: number): readonly Outcome[] {
  const ranked = survivors(outcomes, outcomes.length);
  const last = ranked[size - 1]?.rank ?? 0;
  const whole = ranked.filter(({ rank }) => rank < last);
  const front = ranked.filter(({ rank }) => rank === last);
  const chosen = hypervolumeSubset(
    front.map(({ losses }) => losses ?? []),
    size - whole.length,
  );
  return [...whole, ...chosen.map((index) => at(front, index))];
}
