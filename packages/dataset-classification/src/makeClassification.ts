import { at, type Dataset } from '@sparsweep/core/plugin';
import { checkOptions } from './checkOptions.ts';
import { clusterSizes } from './clusterSizes.ts';
import { drawFeatures } from './drawFeatures.ts';
import type { ClassificationOptions } from './options.ts';
import { RandomState } from './randomState.ts';

/**
 * The data of scikit-learn's `make_classification(..., random_state=seed)`.
 *
 * Labels are the same; features agree to the rounding of `log` and of the order of sums in matrix products.
 * Source: sklearn/datasets/_samples_generator.py, after I. Guyon, "Design of experiments for the NIPS 2003 variable
 * selection benchmark", 2003.
 *
 * @param seed An integer from 0 to 2^32 - 1.
 * @throws SparsweepError `invalid-option` for contradictory options.
 */
export function makeClassification(options: ClassificationOptions, seed: number): Dataset {
  checkOptions(options);
  const { nSamples, nFeatures, nClasses, shuffle } = options;
  const random = new RandomState(seed);
  // All stages draw from one stream, so their order affects the result.
  const sizes = clusterSizes(options);
  const values = drawFeatures(options, sizes, random);
  const labels = drawLabels(options, sizes, random);
  shiftAndScale(values, options, random);
  const rows = shuffle ? random.permutation(nSamples) : null;
  const columns = shuffle ? random.permutation(nFeatures) : null;
  return {
    features: {
      rows: nSamples,
      columns: nFeatures,
      values: rows && columns ? reorder(values, rows, columns) : values,
    },
    levels: [
      {
        name: 'class',
        classes: Array.from({ length: nClasses }, (_, index) => String(index)),
        labels: rows ? rows.map((row) => at(labels, row)) : labels,
      },
    ],
  };
}

/** The class of each row: that of its cluster, or a random one for a fraction `flipY` of the rows. */
function drawLabels(options: ClassificationOptions, sizes: readonly number[], random: RandomState): Int32Array {
  const { nSamples, nClasses, flipY } = options;
  const labels = new Int32Array(nSamples);
  let start = 0;
  sizes.forEach((size, cluster) => {
    labels.fill(cluster % nClasses, start, start + size);
    start += size;
  });
  const flipped: number[] = [];
  for (let row = 0; row < nSamples; row++) if (random.uniform() < flipY) flipped.push(row);
  for (const row of flipped) labels[row] = random.integer(nClasses);
  return labels;
}

/** Shifts and then scales every column in place. */
function shiftAndScale(values: Float64Array, options: ClassificationOptions, random: RandomState): void {
  const { nFeatures, classSep } = options;
  const shift = perColumn(options.shift, nFeatures, () => (2 * random.uniform() - 1) * classSep);
  const scale = perColumn(options.scale, nFeatures, () => 1 + 100 * random.uniform());
  for (let index = 0; index < values.length; index++) {
    const column = index % nFeatures;
    values[index] = (at(values, index) + at(shift, column)) * at(scale, column);
  }
}

function perColumn(given: number | readonly number[] | null, columns: number, draw: () => number): Float64Array {
  if (given === null) return Float64Array.from({ length: columns }, draw);
  return typeof given === 'number' ? new Float64Array(columns).fill(given) : Float64Array.from(given);
}

/** A copy whose element (i, j) is the element (rows[i], columns[j]) of `values`. */
function reorder(values: Float64Array, rows: Int32Array, columns: Int32Array): Float64Array {
  const result = new Float64Array(values.length);
  let index = 0;
  for (const row of rows) {
    for (const column of columns) result[index++] = at(values, row * columns.length + column);
  }
  return result;
}
