import { at } from '../../../plugin/at.ts';
import { dominates } from '../../dominance.ts';
import { quantileOf, valueAtQuantile } from '../../quantile.ts';
import type { Outcome } from '../../sampler.ts';
import { type Domain, type Draw, drawnOf, type Space } from '../../space.ts';
import { survivors } from '../population.ts';

/** The largest number of good outcomes: for one metric as in Optuna, for several more, so that a front fits. */
const MOST_GOOD = { one: 25, several: 100 } as const;
const GOOD_SHARE = 0.1;

/** A history as input of the models. */
export interface RankedHistory {
  /** The coordinates of every draw, in order. */
  readonly coordinates: readonly (readonly number[])[];
  /** The indices of the best tenth, rounded up, at most 25 or, for several metrics, 100; without failures. */
  readonly good: readonly number[];
}

/** Ranks a history that grows from one call to the next. */
export function startRanking(space: Space, objectives: number): (history: readonly Outcome[]) => RankedHistory {
  const most = objectives > 1 ? MOST_GOOD.several : MOST_GOOD.one;
  const coordinates: (readonly number[])[] = [];
  const places = new Map<Draw, number>();
  // An outcome that is not among the best `most` never will be again, so only these are kept and compared.
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

/** Whole fronts, and from the front that does not fit the points with the largest joint hypervolume. */
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

type Losses = readonly number[];

/**
 * The indices of `size` points of a front with a large joint hypervolume, found greedily: each adds most to those
 * before it. The hypervolume is at least 1 - 1/e of the best subset's (Guerreiro, Fonseca & Paquete 2016).
 *
 * The reference point is a tenth beyond the worst of each loss, as in Optuna.
 *
 * @param front the losses of points that do not dominate each other, equally many for each.
 */
export function hypervolumeSubset(front: readonly Losses[], size: number): readonly number[] {
  const reference = (front[0] ?? []).map((_, objective) => {
    const worst = Math.max(...front.map((point) => at(point, objective)));
    return Math.max(1.1 * worst, 0.9 * worst);
  });
  const chosen: number[] = [];
  // The gain of a point can only fall as others are chosen, so an old gain is an upper bound.
  const left = front.map((point, index) => ({ index, gain: exclusiveVolume(point, [], reference), known: 0 }));
  while (chosen.length < size && left.length > 0) {
    const top = left.reduce((best, candidate) => (candidate.gain > best.gain ? candidate : best));
    if (top.known === chosen.length) {
      chosen.push(top.index);
      left.splice(left.indexOf(top), 1);
    } else {
      const others = chosen.map((index) => at(front, index));
      top.gain = exclusiveVolume(at(front, top.index), others, reference);
      top.known = chosen.length;
    }
  }
  return chosen;
}

/** The volume up to a reference that only this point dominates (While, Bradstreet & Barone 2012, WFG). */
export function exclusiveVolume(point: Losses, others: readonly Losses[], reference: Losses): number {
  const own = point.reduce((volume, loss, objective) => volume * Math.max(0, at(reference, objective) - loss), 1);
  const limited = others.map((other) => other.map((loss, objective) => Math.max(loss, at(point, objective))));
  return own - volumeOf(limited, reference);
}

function volumeOf(points: readonly Losses[], reference: Losses): number {
  const front = points.filter(
    (point, index) =>
      !points.some((other, place) => dominates(other, point) || (place < index && other.join() === point.join())),
  );
  return front.reduce((sum, point, index) => sum + exclusiveVolume(point, front.slice(index + 1), reference), 0);
}

/**
 * The coordinates of a draw, one per parameter: the index of a choice, the quantile of a number (so that every domain
 * is the unit interval and random draws are uniform), NaN for a parameter that does not exist.
 */
export function coordinatesOf({ parameters }: Space, draw: Draw): readonly number[] {
  return parameters.map(({ name, domain }) => {
    const value = drawnOf(draw, name);
    if (value === undefined) return Number.NaN;
    return domain.type === 'choice' ? value : quantileOf(domain, value);
  });
}

/** The value of a domain at a coordinate. */
export function valueAtCoordinate(domain: Domain, coordinate: number): number {
  return domain.type === 'choice' ? coordinate : valueAtQuantile(domain, coordinate);
}
