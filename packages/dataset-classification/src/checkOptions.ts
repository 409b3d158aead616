import { SparsweepError } from '@sparsweep/core/plugin';
import { classWeights } from './clusterSizes.ts';
import type { ClassificationOptions } from './options.ts';

/** 2 GiB of float64. A larger dataset would fail with an allocation error instead of a message. */
const LARGEST_MATRIX = 2 ** 28;

/**
 * Checks constraints between options, which the schema cannot express.
 *
 * @throws SparsweepError `invalid-option` naming the options, their values, what is allowed and the fix.
 */
export function checkOptions(options: ClassificationOptions): void {
  checkColumns(options);
  checkCorners(options);
  checkWeights(options);
  checkColumnValues('shift', options);
  checkColumnValues('scale', options);
  const { nSamples, nFeatures } = options;
  if (nSamples * nFeatures > LARGEST_MATRIX) {
    reject(
      `nSamples ${nSamples} * nFeatures ${nFeatures} is ${nSamples * nFeatures} numbers; at most ${LARGEST_MATRIX} are allowed: lower one of them`,
    );
  }
}

function checkColumns({ nFeatures, nInformative, nRedundant, nRepeated }: ClassificationOptions): void {
  const needed = nInformative + nRedundant + nRepeated;
  if (needed <= nFeatures) return;
  reject(
    `nInformative ${nInformative} + nRedundant ${nRedundant} + nRepeated ${nRepeated} is ${needed}, more than ` +
      `nFeatures ${nFeatures}: raise nFeatures to ${needed} or more, or lower the others`,
  );
}

function checkCorners({ nClasses, nClustersPerClass, nInformative }: ClassificationOptions): void {
  const clusters = nClasses * nClustersPerClass;
  const corners = 2 ** nInformative;
  if (clusters <= corners) return;
  reject(
    `nClasses ${nClasses} * nClustersPerClass ${nClustersPerClass} is ${clusters} clusters, more than the ` +
      `2^nInformative = ${corners} corners of the hypercube: raise nInformative to ` +
      `${Math.ceil(Math.log2(clusters))} or more, or lower nClasses or nClustersPerClass`,
  );
}

function checkWeights(options: ClassificationOptions): void {
  const { nClasses, weights } = options;
  if (weights === null) return;
  if (weights.length !== nClasses && weights.length !== nClasses - 1) {
    reject(
      `weights has ${weights.length} numbers, but nClasses is ${nClasses}: give ${nClasses} numbers, ` +
        `or ${nClasses - 1} and the last class gets the rest`,
    );
  }
  // A sum of decimal fractions may exceed 1 by rounding.
  if (weights.length === nClasses - 1 && (classWeights(options).at(-1) ?? 0) < -1e-9) {
    reject(
      `weights [${weights.join(', ')}] sum to more than 1, which leaves nothing for the last of ${nClasses} classes: ` +
        'lower them, or give a weight for every class',
    );
  }
}

function checkColumnValues(name: 'shift' | 'scale', options: ClassificationOptions): void {
  const value = options[name];
  if (value === null || typeof value === 'number' || value.length === options.nFeatures) return;
  reject(
    `${name} has ${value.length} numbers, but nFeatures is ${options.nFeatures}: give one number for all columns, ` +
      `a list of ${options.nFeatures}, or null to draw them`,
  );
}

function reject(message: string): never {
  throw new SparsweepError('invalid-option', `dataset classification: ${message}`);
}
