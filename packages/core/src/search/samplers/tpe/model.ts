import { at } from '../../../plugin/at.ts';
import type { RandomStream } from '../../../plugin/random.ts';
import type { Parameter, Space } from '../../space.ts';
import { type Mixture, mixtureOf, type Observation } from './mixture.ts';
import type { RankedHistory } from './ranking.ts';

/** Of more outcomes that are not good, evenly spread ones stand for all, so that a long search stays quick. */
const MOST_KERNELS = 200;

/** What distinguishes good outcomes, as far as a group of parameters goes. */
export interface Model {
  /** How coordinates are spread among good outcomes, and among the others. */
  readonly good: Mixture;
  readonly bad: Mixture;
}

/**
 * The model of a group after some outcomes.
 *
 * @param group the places of its parameters in the space.
 * @param members the places of the outcomes that have them, in their order.
 */
export function modelOf(
  { parameters }: Space,
  group: readonly number[],
  members: readonly number[],
  { coordinates, good }: RankedHistory,
): Model {
  const domains = group.map((place) => at(parameters, place).domain);
  const observation = (member: number, weight: number): Observation => {
    const point = at(coordinates, member);
    return { coordinates: group.map((place) => at(point, place)), weight };
  };
  const isGood = new Set(good);
  const best = good.filter((member) => hasGroup(at(coordinates, member), group));
  const others = spread(members, MOST_KERNELS).filter((member) => !isGood.has(member));
  return {
    good: mixtureOf(
      domains,
      best.map((member) => observation(member, 1)),
    ),
    bad: mixtureOf(
      domains,
      weighted(others, members.length - best.length).map(([member, weight]) => observation(member, weight)),
    ),
  };
}

/** Whether the parameters of a group exist in a draw with these coordinates. */
export function hasGroup(coordinates: readonly number[], group: readonly number[]): boolean {
  return !Number.isNaN(coordinates[at(group, 0)]);
}

/** Counts a draw whose outcome is not known as a bad one (constant liar), if it has the group. */
export function assumeBad({ bad }: Model, group: readonly number[], coordinates: readonly number[]): void {
  if (!hasGroup(coordinates, group)) return;
  bad.append({ coordinates: group.map((place) => at(coordinates, place)), weight: 1 });
}

/**
 * Of `count` coordinates, drawn as good ones are spread, those whose ratio of densities is the highest: so is their
 * expected improvement (Bergstra et al. 2011, section 4.1).
 */
export function mostPromising({ good, bad }: Model, count: number, stream: RandomStream): readonly number[] {
  let best = good.draw(stream);
  if (count === 1) return best;
  let highest = good.logDensity(best) - bad.logDensity(best);
  for (let candidate = 1; candidate < count; candidate++) {
    const coordinates = good.draw(stream);
    const ratio = good.logDensity(coordinates) - bad.logDensity(coordinates);
    if (ratio > highest) [best, highest] = [coordinates, ratio];
  }
  return best;
}

/** Up to `count` of some places, evenly spread, the last among them. */
function spread(all: readonly number[], count: number): readonly number[] {
  const kept = Math.min(count, all.length);
  return Array.from({ length: kept }, (_, place) => at(all, Math.floor(((place + 1) * all.length) / kept) - 1));
}

/** Some outcomes with weights by their age, as heavy together as the `count` that they stand for. */
function weighted(kept: readonly number[], count: number): readonly (readonly [member: number, weight: number])[] {
  return kept.map((member, place) => {
    const index = Math.floor(((place + 1) * count) / kept.length) - 1;
    return [member, (weightByAge(index, count) * count) / kept.length];
  });
}

/** As many of the latest observations have their full weight. */
const RECENT = 25;

/**
 * The weight of an observation, by its age: 1 for the latest 25, and before them rising linearly from 1 in `count` for
 * the oldest (Bergstra, Yamins & Cox 2013; Optuna's `default_weights`).
 *
 * @param index its place among `count` observations, in their order, from 0.
 */
export function weightByAge(index: number, count: number): number {
  const aging = count - RECENT;
  if (index >= aging) return 1;
  const oldest = 1 / count;
  return aging === 1 ? oldest : oldest + ((1 - oldest) * index) / (aging - 1);
}

/**
 * The places of parameters, by groups of which a draw has all or none, so that they can be modelled together: those
 * that stand inside the same choice, or inside none (as Optuna's `group=True` finds them).
 */
export function groupsOf({ parameters }: Space): readonly (readonly number[])[] {
  const groups = Map.groupBy(parameters.entries(), ([, parameter]) => choiceAround(parameter));
  return [...groups.values()].map((members) => members.map(([place]) => place));
}

function choiceAround({ within }: Parameter): string {
  return within === undefined ? '' : `${within.choice} ${within.parameter}`;
}
