import { at } from '@sparsweep/core/plugin';
import type { ClassificationOptions } from './options.ts';

/**
 * The fraction of each class: the given weights, with an omitted last one inferred, or equal fractions.
 *
 * Weights are summed from left to right, as in numpy and in Python before 3.12.
 */
export function classWeights({ nClasses, weights }: ClassificationOptions): readonly number[] {
  if (weights === null) return Array.from({ length: nClasses }, () => 1 / nClasses);
  if (weights.length === nClasses) return weights;
  return [...weights, 1 - weights.reduce((sum, weight) => sum + weight, 0)];
}

/**
 * Number of rows of each cluster; cluster k belongs to class k modulo nClasses.
 *
 * Each cluster gets its class's fraction rounded down; remaining rows are distributed one by one. Weights that sum to more
 * than 1 give sizes that sum to more than nSamples; the last clusters are then cut off.
 */
export function clusterSizes(options: ClassificationOptions): number[] {
  const { nSamples, nClasses, nClustersPerClass } = options;
  const weights = classWeights(options);
  const clusters = nClasses * nClustersPerClass;
  const sizes = Array.from({ length: clusters }, (_, cluster) =>
    Math.max(0, Math.trunc((nSamples * at(weights, cluster % nClasses)) / nClustersPerClass)),
  );
  const left = nSamples - sizes.reduce((sum, size) => sum + size, 0);
  for (let extra = 0; extra < left; extra++) sizes[extra % clusters] = at(sizes, extra % clusters) + 1;
  return sizes;
}
