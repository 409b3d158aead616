import { at } from '@sparsweep/core/plugin';
import type { ClassificationOptions } from './options.ts';

/**
 * The share of each class: the weights given, the last one inferred where it was left out, or equal shares.
 *
 * The sum is taken from left to right, as numpy's is and Python's was before 3.12.
 */
export function classWeights({ nClasses, weights }: ClassificationOptions): readonly number[] {
  if (weights === null) return Array.from({ length: nClasses }, () => 1 / nClasses);
  if (weights.length === nClasses) return weights;
  return [...weights, 1 - weights.reduce((sum, weight) => sum + weight, 0)];
}

/**
 * Rows in each cluster; cluster k belongs to class k modulo nClasses.
 *
 * Each gets its class's share rounded down, and the rows left over go round the clusters one by one. Weights that
 * sum to more than 1 make sizes that sum to more than nSamples: the last clusters then find no room.
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
