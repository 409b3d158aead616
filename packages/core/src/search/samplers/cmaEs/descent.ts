import { at } from '../../../plugin/at.ts';
import type { RandomStream } from '../../../plugin/random.ts';
import { normalQuantile } from '../../normal.ts';
import { quantileOf, reflected, valueAtQuantile } from '../../quantile.ts';
import { byFirstLoss, type Outcome, type SearchProblem } from '../../sampler.ts';
import { type Domain, type Draw, drawKey, drawnOf, makeDraw, type Space } from '../../space.ts';
import { ATTEMPTS } from '../random.ts';
import { type Distribution, deviations, randomPoint, roundDistribution, widened } from './distribution.ts';
import { defaultStrategy, learned, type Strategy } from './learning.ts';

/** A distribution that moves to a minimum. */
export interface Descent {
  readonly distribution: Distribution;
  readonly strategy: Strategy;
  /** The lowest loss of each of the last generations. */
  readonly bests: readonly number[];
}

/** The descent has converged when all standard deviations are below this, in quantiles. */
const CLOSE = 1e-8;
/** The relative difference of losses that counts as equal (TolFun of Hansen 2016, where it is absolute). */
const EQUAL = 1e-12;
/** The greatest condition number of the covariance (ConditionCov of Hansen 2016). */
const GREATEST_CONDITION = 1e14;

/** Starts a descent. */
export function beginDescent(space: Space, mean: readonly number[], population: number, sigma: number): Descent {
  const strategy = defaultStrategy(Math.max(1, mean.length), population);
  const distribution = widened(roundDistribution(mean, sigma), leastDeviations(space, mean, strategy));
  return { distribution, strategy, bests: [] };
}

/**
 * The descent after a generation. It restarts
 *
 * - from a random point with twice the population if it has converged (Auger & Hansen 2005, A restart CMA evolution
 *   strategy with increasing population size);
 * - from a random point if the whole generation failed;
 * - from the best draw of other origin if the distribution had no accepted draw left and the search filled in.
 *
 * @param generation the outcomes of the strategy's population.
 * @param position of the first of them in the history.
 * @param sigma the initial standard deviation.
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
    // Closer to an end, much of the distribution would lie outside.
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

/** The quantiles of a draw with all parameters. */
export function quantilesOf({ parameters }: Space, draw: Draw): readonly number[] {
  return parameters.map(({ name, domain }) => quantileOf(domain, drawnOf(draw, name) ?? Number.NaN));
}

/** Whether a descent has converged: its distribution is tiny or degenerate, or the losses are on a plateau. */
function hasArrived(space: Space, descent: Descent, losses: readonly number[]): boolean {
  const { distribution, strategy, bests } = descent;
  const { lengths } = distribution.axes;
  const [widest, narrowest] = [Math.max(...lengths), Math.min(...lengths)];
  // Not `>`, so that NaN ends here too.
  if (!(widest * widest <= GREATEST_CONDITION * narrowest * narrowest)) return true;
  const continuous = deviations(distribution).filter((_, i) => !isDiscrete(at(space.parameters, i).domain));
  if (continuous.length > 0 && continuous.every((deviation) => deviation < CLOSE)) return true;
  return bests.length === spanOf(strategy) && areEqual([...bests, ...losses]);
}

/** The number of generations without progress that counts as a plateau (TolHistFun of Hansen 2016). */
function spanOf({ dimensions, population }: Strategy): number {
  return 10 + Math.ceil((30 * dimensions) / population);
}

function areEqual(losses: readonly number[]): boolean {
  const [least, greatest] = [Math.min(...losses), Math.max(...losses)];
  return greatest - least <= EQUAL * Math.abs(least);
}

/**
 * The least standard deviation of each parameter, in quantiles; 0 for a continuous one. With it, a point differs from a
 * discrete value in whose middle the mean is with probability 1 / (n lambda), for n parameters and lambda points per
 * generation. Below it an integer would soon never change again.
 *
 * The probability is from Hamano, Saito, Nomura & Shirakawa 2022, CMA-ES with margin, which also moves the mean.
 */
export function leastDeviations(
  { parameters }: Space,
  mean: readonly number[],
  { dimensions, population }: Strategy,
): readonly number[] {
  const reach = normalQuantile(1 - 1 / (2 * dimensions * population));
  return parameters.map(({ domain }, i) => spacing(domain, mean[i] ?? 0) / 2 / reach);
}

/** Whether a parameter has discrete values. */
export function isDiscrete(domain: Domain): boolean {
  return unitOf(domain) !== undefined;
}

/** The distance in quantiles between a value and its neighbours. */
function spacing(domain: Domain, quantile: number): number {
  const unit = unitOf(domain);
  if (unit === undefined) return 0;
  const value = valueAtQuantile(domain, reflected(quantile));
  const centre = quantileOf(domain, value);
  // At an end there is one neighbour; the distance on the other side is 0.
  return Math.max(quantileOf(domain, value + unit) - centre, centre - quantileOf(domain, value - unit));
}

function unitOf(domain: Domain): number | undefined {
  if (domain.type === 'choice') return 1;
  if (domain.type === 'range' && domain.step !== undefined) return domain.step;
  return domain.integer ? 1 : undefined;
}

/** How many points outside are skipped before the next is reflected. */
const OUTSIDE = 100;

/** A point with one quantile per parameter, and its draw. */
interface Candidate {
  readonly point: readonly number[];
  readonly draw: Draw;
}

/**
 * Random points of a distribution with all quantiles in [0, 1). Points outside are skipped at first and later
 * reflected. Ends after a number of attempts.
 */
export function* candidates(
  space: Space,
  distribution: Distribution,
  stream: RandomStream,
): Generator<Candidate, void, undefined> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const anywhere = randomPoint(distribution, stream);
    const isInside = anywhere.every((quantile) => quantile >= 0 && quantile < 1);
    if (!isInside && attempt < OUTSIDE) continue;
    const point = anywhere.map(reflected);
    yield { point, draw: makeDraw(space, ({ domain }, index) => valueAtQuantile(domain, at(point, index))) };
  }
}

/**
 * The point from which a draw was proposed: the first candidate of the stream with its values. Earlier candidates were
 * not accepted, or they would have been proposed. Undefined if no candidate has them: the draw has another origin.
 *
 * @param stream of the proposal, at its start.
 */
export function recovered(
  space: Space,
  distribution: Distribution,
  stream: RandomStream,
  draw: Draw,
): readonly number[] | undefined {
  const key = drawKey(space, draw);
  for (const candidate of candidates(space, distribution, stream)) {
    if (drawKey(space, candidate.draw) === key) return candidate.point;
  }
  return undefined;
}
