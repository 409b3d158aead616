import { at } from '../../../plugin/at.ts';
import { log } from '../../../plugin/log.ts';
import type { RandomStream } from '../../../plugin/random.ts';
import { normalCdf, normalQuantile } from '../../normal.ts';
import { ALMOST_ONE } from '../../quantile.ts';

const ROOT_OF_TWO_PI = Math.sqrt(2 * Math.PI);
/** The mass beyond this many deviations is below the rounding error of 1. */
const FAR = 8.3;

/** Normal distributions truncated to the unit interval: kernels over the quantiles of a continuous domain. */
export interface TruncatedNormals {
  readonly type: 'normal';
  readonly centres: readonly number[];
  readonly deviations: readonly number[];
  /** The logarithm of the density at each centre. */
  readonly peaks: readonly number[];
  /** A random number from the distribution at an index. */
  draw(index: number, stream: RandomStream): number;
  /** Adds a distribution without changing the existing ones. */
  append(centre: number): void;
}

/** The prior, centred with a deviation of 1, and one distribution around each observed quantile. */
export function truncatedNormals(observations: readonly number[]): TruncatedNormals {
  const centres: number[] = [];
  const deviations: number[] = [];
  const peaks: number[] = [];
  /** The mass of each whole distribution below 0, and inside the interval. */
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
      // A probability of exactly 0 has an infinite quantile.
      const distance = normalQuantile(Math.max(1 - ALMOST_ONE, share));
      return Math.min(ALMOST_ONE, Math.max(0, at(centres, index) + at(deviations, index) * distance));
    },
    append: (centre) => add(centre, bandwidthAmong(centre, observations)),
  };
}

/** The probability that a standard normal number lies between two others, `low` <= `high`. */
export function normalMass(low: number, high: number): number {
  // Use the lower tail: near 1 a difference would lose digits.
  return low > 0 ? normalCdf(-low) - normalCdf(-high) : normalCdf(high) - normalCdf(low);
}

/** No kernel is narrower than 1 / MOST_KERNELS, however many observations there are. */
const MOST_KERNELS = 100;

/**
 * The standard deviation of the kernel at each quantile: the larger of the distances to both neighbours, at least
 * 1 / (number of kernels, including the prior and the ends, up to 100) and at most 1.
 *
 * The rule of Bergstra, Bardenet, Bengio & Kegl (2011, section 4), with the `magic clip` and without the end points, as
 * in Optuna's TPESampler: the first and the last have one neighbour, a single one the two ends.
 */
export function bandwidths(centres: readonly number[]): readonly number[] {
  // Sorting numbers is much faster than sorting indices, and this is a hot path.
  const sorted = Float64Array.from(centres).sort();
  const equals = new Uint32Array(centres.length);
  return centres.map((centre) => {
    const first = firstAtLeast(sorted, centre);
    const place = first + (equals[first] ?? 0);
    equals[first] = place - first + 1;
    return widthBetween(centre, sorted[place - 1], sorted[place + 1], centres.length);
  });
}

/** The index of the first number that is at least `bound`. */
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

/** The standard deviation for one more quantile among others. */
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
