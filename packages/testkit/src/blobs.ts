import type { Samples } from '@sparsweep/core/plugin';
import { seededStreams } from './seededStreams.ts';

/**
 * A tiny data set that any classifier learns: `classes` round clouds in the plane, their centres two apart on a circle.
 *
 * @param rows How many samples; classes take turns, so that any run of rows has all of them.
 * @param classes From 2 on.
 */
export function blobs(rows: number, classes: number, seed = 0): Samples {
  const random = seededStreams(seed)('blobs');
  const radius = 1 / Math.sin(Math.PI / classes);
  const features = new Float32Array(rows * 2);
  const labels = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    const label = row % classes;
    const angle = (2 * Math.PI * label) / classes;
    labels[row] = label;
    features[2 * row] = radius * Math.cos(angle) + 0.8 * (random.uniform() - 0.5);
    features[2 * row + 1] = radius * Math.sin(angle) + 0.8 * (random.uniform() - 0.5);
  }
  return { rows, features, labels };
}
