import { at } from '@sparsweep/core/plugin';
import { hypercubeCorners } from './hypercubeCorners.ts';
import type { ClassificationOptions } from './options.ts';
import type { RandomState } from './randomState.ts';

/**
 * Features [nSamples, nFeatures] before shift, scale and shuffle: informative columns, then redundant, repeated and
 * noise columns; rows are ordered by cluster.
 *
 * @param sizes Number of rows of each cluster.
 */
export function drawFeatures(
  options: ClassificationOptions,
  sizes: readonly number[],
  random: RandomState,
): Float64Array {
  const { nSamples, nFeatures, nInformative, nRedundant, nRepeated } = options;
  const values = new Float64Array(nSamples * nFeatures);
  const centroids = drawCentroids(options, random);
  drawNormals(values, nFeatures, 0, nInformative, random);
  placeClusters(values, options, sizes, centroids, random);
  if (nRedundant > 0) {
    const mixing = drawMixing(nInformative * nRedundant, random);
    mixColumns(values, nFeatures, nInformative, mixing, { first: nInformative, count: nRedundant }, 0, nSamples);
  }
  const useful = nInformative + nRedundant;
  repeatColumns(values, nFeatures, useful, nRepeated, random);
  drawNormals(values, nFeatures, useful + nRepeated, nFeatures, random);
  return values;
}

/** Centres of the clusters [clusters, nInformative]: corners of a cube of side 2 classSep, or of a random polytope. */
function drawCentroids(options: ClassificationOptions, random: RandomState): Float64Array {
  const { nClasses, nClustersPerClass, nInformative, classSep, hypercube } = options;
  const clusters = nClasses * nClustersPerClass;
  const centroids = hypercubeCorners(clusters, nInformative, random).map((bit) => bit * (2 * classSep) - classSep);
  if (hypercube) return centroids;
  const perCluster = Float64Array.from({ length: clusters }, () => random.uniform());
  const perColumn = Float64Array.from({ length: nInformative }, () => random.uniform());
  return centroids.map(
    (value, index) => value * at(perCluster, Math.floor(index / nInformative)) * at(perColumn, index % nInformative),
  );
}

/** Fills the columns from `first` to `end` (exclusive) with standard normal numbers, row by row. */
function drawNormals(values: Float64Array, width: number, first: number, end: number, random: RandomState): void {
  for (let row = 0; row < values.length; row += width) {
    for (let column = first; column < end; column++) values[row + column] = random.standardNormal();
  }
}

/** Coefficients of linear combinations, uniform on [-1, 1). */
function drawMixing(count: number, random: RandomState): Float64Array {
  return Float64Array.from({ length: count }, () => 2 * random.uniform() - 1);
}

/** Gives the informative columns of each cluster a random covariance and moves them to its centre. */
function placeClusters(
  values: Float64Array,
  { nSamples, nFeatures, nInformative }: ClassificationOptions,
  sizes: readonly number[],
  centroids: Float64Array,
  random: RandomState,
): void {
  let start = 0;
  sizes.forEach((size, cluster) => {
    const end = Math.min(start + size, nSamples);
    const mixing = drawMixing(nInformative * nInformative, random);
    mixColumns(values, nFeatures, nInformative, mixing, { first: 0, count: nInformative }, start, end);
    for (let row = start; row < end; row++) {
      for (let column = 0; column < nInformative; column++) {
        const index = row * nFeatures + column;
        values[index] = at(values, index) + at(centroids, cluster * nInformative + column);
      }
    }
    start = end;
  });
}

/**
 * Writes the first `inputs` columns times `mixing` [inputs, target.count] into the target columns, for the rows from
 * `start` to `end` (exclusive). The target may overlap the inputs.
 */
function mixColumns(
  values: Float64Array,
  width: number,
  inputs: number,
  mixing: Float64Array,
  target: { readonly first: number; readonly count: number },
  start: number,
  end: number,
): void {
  const sums = new Float64Array(target.count);
  for (let row = start; row < end; row++) {
    sums.fill(0);
    for (let input = 0; input < inputs; input++) {
      const value = at(values, row * width + input);
      for (let output = 0; output < target.count; output++) {
        sums[output] = at(sums, output) + value * at(mixing, input * target.count + output);
      }
    }
    values.set(sums, row * width + target.first);
  }
}

/** Fills the `count` columns after the `useful` ones with copies of random useful columns. */
function repeatColumns(values: Float64Array, width: number, useful: number, count: number, random: RandomState): void {
  const sources = Int32Array.from({ length: count }, () => Math.trunc((useful - 1) * random.uniform() + 0.5));
  for (let row = 0; row < values.length; row += width) {
    sources.forEach((source, index) => {
      values[row + useful + index] = at(values, row + source);
    });
  }
}
