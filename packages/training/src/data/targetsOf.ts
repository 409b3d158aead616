import { at, type Samples, type Structure } from '@sparsweep/core/plugin';

/**
 * What the output layer is compared with, [rows, outputs] row by row.
 *
 * The class as 0 or 1 for a single logit, one-hot for several; the features themselves for reconstruction.
 */
export function targetsOf({ loss, layers }: Structure, { rows, features, labels }: Samples): Float32Array {
  if (loss === 'meanSquaredError') return features;
  if (loss === 'sigmoidCrossEntropy') return Float32Array.from(labels);
  const classes = at(layers, layers.length - 1).units;
  const targets = new Float32Array(rows * classes);
  for (let row = 0; row < rows; row++) targets[row * classes + at(labels, row)] = 1;
  return targets;
}
