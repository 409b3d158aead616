import { at } from '../../../plugin/at.ts';
import type { RandomStream } from '../../../plugin/random.ts';
import type { Parameter, Space } from '../../space.ts';
import { type Mixture, mixtureOf, type Observation } from './mixture.ts';
import type { RankedHistory } from './ranking.ts';

/** If there are more bad outcomes, evenly spread ones represent all, so that a long search stays fast. */
const MOST_KERNELS = 200;

/** The model of a group of parameters. */
export interface Model {
  /** The densities of coordinates among good outcomes and among the others. */
  readonly good: Mixture;
  readonly bad: Mixture;
}

/**
 * The model of a group after some outcomes.
 *
 * @param group the indices of its parameters in the space.
 * @param members the indices of the outcomes that have them, ascending.
 */
export function modelOf(
  { parameters }: Space,
  group: readonly number[],
  members: readonly number[],
  { coordinates, good }: RankedHistory,
): Model {
  const domains = group.map((place) => at(parameters, place).domain);
  const observation = (member: number, weight: number): Observation => {
    const all = at(coordinates, member);
    return { coordinates: group.map((place) => at(all, place)), weight };
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

/** Counts a pending draw as bad (constant liar), if it has the group. */
export function assumeBad({ bad }: Model, group: readonly number[], coordinates: readonly number[]): void {
  if (!hasGroup(coordinates, group)) return;
  bad.append({ coordinates: group.map((place) => at(coordinates, place)), weight: 1 });
}

/**
 * Draws `count` candidates from the density of good outcomes and returns the one with the highest ratio of densities,
 * which has the highest expected improvement (Bergstra et al. 2011, section 4.1).
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

/** Up to `count` evenly spread elements, including the last. */
function spread(all: readonly number[], count: number): readonly number[] {
  const kept = Math.min(count, all.length);
  return Array.from({ length: kept }, (_, place) => at(all, Math.floor(((place + 1) * all.length) / kept) - 1));
}

/** Outcomes with weights by age, which sum to those of the `count` outcomes that they represent. */
function weighted(kept: readonly number[], count: number): readonly (readonly [member: number, weight: number])[] {
  return kept.map((member, place) => {
    const index = Math.floor(((place + 1) * count) / kept.length) - 1;
    return [member, (weightByAge(index, count) * count) / kept.length];
  });
}

/** The number of latest observations with full weight. */
const RECENT = 25;

/**
 * The weight of an observation by age: 1 for the latest 25; before them it rises linearly from 1 / `count` for the
 * oldest (Bergstra, Yamins & Cox 2013; Optuna's `default_weights`).
 *
 * @param index of the observation among `count`, oldest first, from 0.
 */
export function weightByAge(index: number, count: number): number {
  const aging = count - RECENT;
  if (index >= aging) return 1;
  const oldest = 1 / count;
  return aging === 1 ? oldest : oldest + ((1 - oldest) * index) / (aging - 1);
}

/**
 * The indices of parameters in groups that a draw has completely or not at all, so that each is modelled jointly: the
 * parameters of the same choice, or of none (as Optuna's `group=True`).
 */
export function groupsOf({ parameters }: Space): readonly (readonly number[])[] {
  const groups = Map.groupBy(parameters.entries(), ([, parameter]) => choiceAround(parameter));
  return [...groups.values()].map((members) => members.map(([place]) => place));
}

function choiceAround({ within }: Parameter): string {
  return within === undefined ? '' : `${within.choice} ${within.parameter}`;
}
