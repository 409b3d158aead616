import { at } from '../../../plugin/at.ts';
import { log } from '../../../plugin/log.ts';
import type { RandomStream } from '../../../plugin/random.ts';
import { normalCdf, normalQuantile } from '../../normal.ts';
import { ALMOST_ONE } from '../../quantile.ts';

const ROOT_OF_TWO_PI = Math.sqrt(2 * Math.PI);
/** What is beyond so many deviations is lost when it is added to 1. */
const FAR = 8.3;

/** Normal distributions cut off outside the unit interval: kernels over the quantiles of a continuous domain. */
export interface TruncatedNormals {
  readonly type: 'normal';
  readonly centres: readonly number[];
  readonly deviations: readonly number[];
  /** The logarithm of the density at each centre. */
  readonly peaks: readonly number[];
  /** A random number of the distribution at an index. */
  draw(index: number, stream: RandomStream): number;
  /** Adds a distribution, which changes none of those before it. */
  append(centre: number): void;
}

/** The prior, as wide as the interval around its middle, and one distribution around each of some quantiles. */
export function truncatedNormals(observations: readonly number[]): TruncatedNormals {
  const centres: number[] = [];
  const deviations: number[] = [];
  const peaks: number[] = [];
  /** The shares of the whole distributions that are cut off below, and that are inside. */
  const below: number[] = [];
  const inside: number[] = [];

  function add(centre: number, deviation: number): void {
    const cut = centre > FAR * deviation ? 0 : normalCdf(-centre / deviation);
    const kept = 1 - cut - (1 - centre > FAR * deviation ? 0 : normalCdf((centre - 1) / deviation));
    centres.push(centre);
    deviations.push(deviation);
    below.push(cut);
    inside.push(kept);
    peaks.push(-log(deviation * ROOT_OF_TWO_PI * kept));
  }

  add(0.5, 1);
  const widths = bandwidths(observations);
  for (const [index, centre] of observations.entries()) add(centre, at(widths, index));

  return {
    type: 'normal',
    centres,
    deviations,
    peaks,
    draw: (index, stream) => {
      const share = at(below, index) + stream.uniform() * at(inside, index);
      // A share of exactly 0 has an infinite quantile.
      const distance = normalQuantile(Math.max(1 - ALMOST_ONE, share));
      return Math.min(ALMOST_ONE, Math.max(0, at(centres, index) + at(deviations, index) * distance));
    },
    append: (centre) => add(centre, bandwidthAmong(centre, observations)),
  };
}

/** The probability that a standard normal number lies between two others, `low` <= `high`. */
export function normalMass(low: number, high: number): number {
  // Near 1 a difference would lose the digits that it keeps near 0.
  return low > 0 ? normalCdf(-low) - normalCdf(-high) : normalCdf(high) - normalCdf(low);
}

/** However many observations there are, no kernel is narrower than this share of the domain. */
const MOST_KERNELS = 100;

/**
 * The standard deviation of the kernel at each of some quantiles: the larger of the distances to the neighbours on
 * either side, at least 1 in the number of kernels (the prior and the ends counted, up to 100) and at most 1.
 *
 * The rule of Bergstra, Bardenet, Bengio & Kegl (2011, section 4), with the `magic clip` and without the end points, as
 * Optuna's TPESampler has it: the first and the last have one neighbour, a lone one the two ends.
 */
export function bandwidths(centres: readonly number[]): readonly number[] {
  // Sorting numbers is much quicker than sorting their indices, and this is done for hundreds again and again.
  const sorted = Float64Array.from(centres).sort();
  const equals = new Uint32Array(centres.length);
  return centres.map((centre) => {
    const first = firstAtLeast(sorted, centre);
    const place = first + (equals[first] ?? 0);
    equals[first] = place - first + 1;
    return widthBetween(centre, sorted[place - 1], sorted[place + 1], centres.length);
  });
}

/** The place of the first number that is at least `bound`. */
function firstAtLeast(sorted: Float64Array, bound: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The same for one more quantile among others. */
export function bandwidthAmong(centre: number, others: readonly number[]): number {
  let below: number | undefined;
  let above: number | undefined;
  for (const other of others) {
    if (other <= centre) below = below === undefined ? other : Math.max(below, other);
    else above = above === undefined ? other : Math.min(above, other);
  }
  return widthBetween(centre, below, above, others.length + 1);
}

function widthBetween(centre: number, below: number | undefined, above: number | undefined, count: number): number {
  const isLone = below === undefined && above === undefined;
  const left = centre - (below ?? (isLone ? 0 : centre));
  const right = (above ?? (isLone ? 1 : centre)) - centre;
  return Math.min(1, Math.max(left, right, 1 / Math.min(MOST_KERNELS, count + 2)));
}
