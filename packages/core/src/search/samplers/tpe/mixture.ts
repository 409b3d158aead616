import { at } from '../../../plugin/at.ts';
import { exp } from '../../../plugin/exp.ts';
import { log } from '../../../plugin/log.ts';
import type { RandomStream } from '../../../plugin/random.ts';
import type { Domain } from '../../space.ts';
import { type Factor, factorOf } from './factor.ts';
import type { TruncatedNormals } from './truncatedNormals.ts';

/** How many kernels the arrays grow by. */
const ROOM = 64;

/** The centre of a kernel, one coordinate per domain, and its weight; the prior has weight 1. */
export interface Observation {
  readonly coordinates: readonly number[];
  readonly weight: number;
}

/** A Parzen estimator: a joint density over some domains, the weighted mean of kernels. */
export interface Mixture {
  /** Random coordinates. */
  draw(stream: RandomStream): readonly number[];
  /** The logarithm of the density, up to a constant that all mixtures over the same domains share. */
  logDensity(coordinates: readonly number[]): number;
  append(observation: Observation): void;
}

/**
 * The mixture of a prior with weight 1 and one kernel per observation; a kernel is a product of one factor per domain.
 */
export function mixtureOf(domains: readonly Domain[], observations: readonly Observation[]): Mixture {
  const factors = domains.map((domain, axis) =>
    factorOf(
      domain,
      observations.map(({ coordinates }) => at(coordinates, axis)),
    ),
  );
  const weights = [1, ...observations.map(({ weight }) => weight)];
  let total = weights.reduce((sum, weight) => sum + weight, 0);
  const normals = factors.filter(isNormal);
  let room = 0;
  let kernels = withRoom(0, 0);
  /** The heights at one point, including tabulated factors; reused for every candidate. */
  let sums = new Float64Array(0);

  /** Copies the normal factors of new kernels into flat arrays. */
  function flatten(): ProductKernels {
    if (room < weights.length) {
      room = weights.length + ROOM;
      kernels = withRoom(room, normals.length);
      sums = new Float64Array(room);
    }
    for (let kernel = kernels.count; kernel < weights.length; kernel++) {
      let height = log(at(weights, kernel));
      let place = kernel * normals.length;
      for (const { centres, deviations, peaks } of normals) {
        height += peaks[kernel] ?? 0;
        kernels.centres[place] = centres[kernel] ?? 0;
        kernels.precisions[place++] = 1 / (deviations[kernel] ?? 1);
      }
      kernels.heights[kernel] = height;
    }
    kernels = { ...kernels, count: weights.length };
    return kernels;
  }

  return {
    draw: (stream) => {
      let left = stream.uniform() * total;
      let kernel = 0;
      while (kernel < weights.length - 1 && left >= at(weights, kernel)) left -= at(weights, kernel++);
      return factors.map((factor) => factor.draw(kernel, stream));
    },
    logDensity: (coordinates) => {
      const flat = flatten();
      sums.set(flat.heights);
      for (const [axis, factor] of factors.entries()) {
        if (factor.type === 'tabulated') add(sums, factor.logDensities(at(coordinates, axis)));
      }
      const point = coordinates.filter((_, axis) => at(factors, axis).type === 'normal');
      return logOfSum(flat, sums, point) - log(total);
    },
    append: ({ coordinates, weight }) => {
      for (const [axis, factor] of factors.entries()) factor.append(at(coordinates, axis));
      weights.push(weight);
      total += weight;
    },
  };
}

function withRoom(count: number, axes: number): ProductKernels {
  const [centres, precisions] = [new Float64Array(count * axes), new Float64Array(count * axes)];
  return { count: 0, heights: new Float64Array(count), centres, precisions };
}

function isNormal(factor: Factor): factor is TruncatedNormals {
  return factor.type === 'normal';
}

function add(sums: Float64Array, terms: readonly number[]): void {
  for (let i = 0; i < terms.length; i++) sums[i] = (sums[i] ?? 0) + (terms[i] ?? 0);
}

/** Products of normal densities, one per kernel, with equally many factors. */
interface ProductKernels {
  readonly count: number;
  /** The logarithm of each kernel's weight times its peak density; the arrays may be longer than `count`. */
  readonly heights: Float64Array;
  /** The coordinates of all centres, kernel by kernel. */
  readonly centres: Float64Array;
  /** 1 / standard deviation, in the same order. */
  readonly precisions: Float64Array;
}

/**
 * The logarithm of the sum of all kernels at a point. Skips kernels that are smaller than another by a factor of e^27:
 * hundreds of them would change the 9th digit.
 *
 * This is the innermost loop of the sampler. It leaves a kernel as soon as it is negligible, and indexes directly,
 * because a polymorphic `at` is too slow here.
 */
function logOfSum(
  { count, centres, precisions }: ProductKernels,
  heights: Float64Array,
  point: readonly number[],
): number {
  const axes = point.length;
  // The sum so far is `multiple * exp(largest)`.
  let largest = Number.NEGATIVE_INFINITY;
  let multiple = 0;
  let place = 0;
  for (let kernel = 0; kernel < count; kernel++) {
    let height = heights[kernel] ?? 0;
    for (let axis = 0; axis < axes && height >= largest + LEAST_EXPONENT; axis++) {
      const distance = ((point[axis] ?? 0) - (centres[place + axis] ?? 0)) * (precisions[place + axis] ?? 0);
      height -= 0.5 * distance * distance;
    }
    place += axes;
    if (height > largest) {
      multiple = multiple * exp(largest - height) + 1;
      largest = height;
    } else if (height >= largest + LEAST_EXPONENT && height > Number.NEGATIVE_INFINITY) {
      multiple += quickExp(height - largest);
    }
  }
  return largest + log(multiple);
}

/** The smallest argument of `quickExp`. */
export const LEAST_EXPONENT = -27;

const STEPS = 8;
/** e to the power of 0, -1/8, -2/8, ... */
const POWERS = Float64Array.from({ length: 1 - LEAST_EXPONENT * STEPS }, (_, index) => exp(-index / STEPS));

/**
 * e^x for -27 <= x <= 0 to 12 digits. Several times faster than `exp`, and also bit-identical on every machine: a
 * tabulated power times the Taylor series of the rest, which is at most 1/16.
 */
export function quickExp(x: number): number {
  const index = Math.round(-x * STEPS);
  const r = x + index / STEPS;
  const series = 1 + r * (1 + (r / 2) * (1 + (r / 3) * (1 + (r / 4) * (1 + (r / 5) * (1 + r / 6)))));
  return (POWERS[index] ?? 0) * series;
}
