import { at } from '../../../plugin/at.ts';
import { byFirstLoss } from '../../outcomeOrder.ts';
import { quantileOf } from '../../quantile.ts';
import type { Outcome, SearchProblem } from '../../sampler.ts';
import { type Draw, drawnOf, type Space } from '../../space.ts';
import { recovered } from './candidates.ts';
import { type Distribution, deviations, roundDistribution, widened } from './distribution.ts';
import { learned } from './learned.ts';
import { isDiscrete, leastDeviations } from './margins.ts';
import { defaultStrategy, type Strategy } from './strategy.ts';

/** A distribution on its way to a minimum. */
export interface Descent {
  readonly distribution: Distribution;
  readonly strategy: Strategy;
  /** The least loss of each of the last generations. */
  readonly bests: readonly number[];
}

/** Standard deviations of all quantiles, below which nothing is left to find. */
const CLOSE = 1e-8;
/** A share of a loss that is no difference (TolFun of Hansen 2016, which is absolute there). */
const EQUAL = 1e-12;
/** The greatest ratio of variances that numbers can tell (ConditionCov of Hansen 2016). */
const GREATEST_CONDITION = 1e14;

/** The beginning of a descent. */
export function beginDescent(space: Space, mean: readonly number[], population: number, sigma: number): Descent {
  const strategy = defaultStrategy(Math.max(1, mean.length), population);
  const distribution = widened(roundDistribution(mean, sigma), leastDeviations(space, mean, strategy));
  return { distribution, strategy, bests: [] };
}

/**
 * A descent after a generation.
 *
 * It begins anew where the old one cannot go on: with twice the population (Auger & Hansen 2005, A restart CMA
 * evolution strategy with increasing population size) from a random point when it arrived; with the same from a random
 * point when it found only failures; and when the distribution had no draw left that was accepted, from the best of
 * those that were proposed in its stead.
 *
 * @param generation the outcomes of the strategy's population.
 * @param position of the first of them in the history.
 * @param sigma the standard deviation to begin with.
 */
export function descended(
  { distribution, strategy, bests }: Descent,
  generation: readonly Outcome[],
  position: number,
  { space, random }: SearchProblem,
  sigma: number,
): Descent {
  const { population } = strategy;
  const tried = generation.map((outcome, i) => {
    const point = recovered(space, distribution, random(`proposal ${position + i}`), outcome.draw);
    return { outcome, point };
  });
  tried.sort((a, b) => byFirstLoss(a.outcome, b.outcome));
  const somewhere = (): readonly number[] => {
    const stream = random(`restart ${position + population}`);
    // Nearer to an end, much of the distribution would lie outside.
    const edge = Math.min(0.5, sigma);
    return space.parameters.map(() => edge + (1 - 2 * edge) * stream.uniform());
  };
  if (generation.every((outcome) => outcome.losses === null)) {
    return beginDescent(space, somewhere(), population, sigma);
  }
  const stranger = tried.find(({ point }) => point === undefined)?.outcome;
  if (stranger !== undefined) {
    const mean = stranger.losses === null ? somewhere() : quantilesOf(space, stranger.draw);
    return beginDescent(space, mean, population, sigma);
  }
  const points = tried.flatMap(({ point }) => (point === undefined ? [] : [point]));
  const next = learned(distribution, points, strategy);
  const losses = tried.map(({ outcome }) => at(outcome.losses ?? [Number.POSITIVE_INFINITY], 0));
  const descent = {
    distribution: widened(next, leastDeviations(space, next.mean, strategy)),
    strategy,
    bests: [...bests, at(losses, 0)].slice(-spanOf(strategy)),
  };
  return hasArrived(space, descent, losses) ? beginDescent(space, somewhere(), 2 * population, sigma) : descent;
}

/** The quantiles of a draw that has all parameters. */
export function quantilesOf({ parameters }: Space, draw: Draw): readonly number[] {
  return parameters.map(({ name, domain }) => quantileOf(domain, drawnOf(draw, name) ?? Number.NaN));
}

/** Whether a descent is at its end: it became tiny, degenerate, or saw a plain. */
function hasArrived(space: Space, descent: Descent, losses: readonly number[]): boolean {
  const { distribution, strategy, bests } = descent;
  const { lengths } = distribution.axes;
  const [widest, narrowest] = [Math.max(...lengths), Math.min(...lengths)];
  // Not `>`, so that what is not a number ends here too.
  if (!(widest * widest <= GREATEST_CONDITION * narrowest * narrowest)) return true;
  const continuous = deviations(distribution).filter((_, i) => !isDiscrete(at(space.parameters, i).domain));
  if (continuous.length > 0 && continuous.every((deviation) => deviation < CLOSE)) return true;
  return bests.length === spanOf(strategy) && areEqual([...bests, ...losses]);
}

/** How many generations without progress make a plain (TolHistFun of Hansen 2016). */
function spanOf({ dimensions, population }: Strategy): number {
  return 10 + Math.ceil((30 * dimensions) / population);
}

function areEqual(losses: readonly number[]): boolean {
  const [least, greatest] = [Math.min(...losses), Math.max(...losses)];
  return greatest - least <= EQUAL * Math.abs(least);
}
