import type { Samples } from '@sparsweep/core/plugin';
import { seededStreams } from './seededStreams.ts';

/**
 * A tiny dataset that any classifier learns: `classes` clouds in the plane, with centres on a circle, 2 apart.
 *
 * @param rows Number of samples. Classes alternate, so every range of `classes` rows has all of them.
 * @param classes At least 2.
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
