import { rank } from './outcome.ts';
import type { Outcome, PageConfiguration, TradeOff } from './pageModel.ts';
import { spacedIndices } from './spacedIndices.ts';

/** As many configurations as there are colours that the eye keeps apart. */
export const MOST_SELECTED = 8;

/** With more configurations than colours, this many are coloured at first: enough to compare, few enough to read. */
const FIRST_SELECTED = 6;

/**
 * The configurations that the charts colour at first, by ascending index: all when there are colours enough; else
 * some from along the Pareto fronts, from the most accurate to the sparsest, then the best of the rest.
 */
export function initialSelection(
  configurations: readonly PageConfiguration[],
  outcome: Outcome | null,
  fronts: readonly TradeOff[],
): readonly number[] {
  const indices = configurations.map((_, index) => index);
  if (indices.length <= MOST_SELECTED) return indices;
  const rankOf = (index: number) => rank(outcome, configurations[index]?.outcome.mean ?? null);
  const byQuality = indices.toSorted((a, b) => rankOf(b) - rankOf(a) || a - b);
  const onFront = new Set(fronts.flatMap(({ front }) => front));
  const front = byQuality.filter((index) => onFront.has(index));
  const alongFront = spacedIndices(front.length, FIRST_SELECTED).flatMap((position) => front[position] ?? []);
  const rest = byQuality.filter((index) => !onFront.has(index));
  return [...alongFront, ...rest].slice(0, FIRST_SELECTED).sort((a, b) => a - b);
}
