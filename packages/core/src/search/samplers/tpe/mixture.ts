import { at } from '../../../plugin/at.ts';
import { log } from '../../../plugin/log.ts';
import type { RandomStream } from '../../../plugin/random.ts';
import type { Domain } from '../../space.ts';
import { type Factor, factorOf } from './factor.ts';
import { logOfSum, type ProductKernels } from './logOfSum.ts';
import type { TruncatedNormals } from './truncatedNormals.ts';

/** How many more kernels there is room for. */
const ROOM = 64;

/** A kernel to be: its coordinates, one a domain, and its weight against the 1 of the prior. */
export interface Observation {
  readonly coordinates: readonly number[];
  readonly weight: number;
}

/** A Parzen estimator: a density over some domains together, the weighted mean of kernels. */
export interface Mixture {
  /** Random coordinates. */
  draw(stream: RandomStream): readonly number[];
  /** The logarithm of the density at some coordinates, up to a term that all mixtures over the domains share. */
  logDensity(coordinates: readonly number[]): number;
  append(observation: Observation): void;
}

/** The mixture of a prior with weight 1 and of a kernel, the product of one factor a domain, for each observation. */
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
  /** The heights at one point, with what is tabulated there; kept, for it is filled for every candidate. */
  let sums = new Float64Array(0);

  /** Copies what is normal in the kernels that are new into flat arrays. */
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
