import { defineDataset } from '@sparsweep/core/plugin';
import { classificationOptions } from './options.ts';

/** Synthetic classes with the same numbers as scikit-learn's `make_classification`. */
export const classification = defineDataset({
  name: 'classification',
  summary: "Gaussian clusters on the corners of a hypercube: scikit-learn's make_classification, number for number.",
  options: classificationOptions,
  async load(options, context) {
    const { makeClassification } = await import('./makeClassification.ts');
    return makeClassification(options, options.randomState ?? context.seed);
  },
});

export default classification;
