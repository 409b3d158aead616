import { at } from '../../../plugin/at.ts';
import { log } from '../../../plugin/log.ts';
import type { RandomStream } from '../../../plugin/random.ts';
import { normalCdf, normalQuantile } from '../../numerics/normal.ts';
import { ALMOST_ONE } from '../unitSteps.ts';
import { bandwidthAmong, bandwidths } from './bandwidths.ts';

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
