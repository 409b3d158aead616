import { type OptionsOf, Type } from '@sparsweep/core/plugin';

/** The arguments of scikit-learn's `make_classification`, in camel case, with its defaults and bounds. */
export const classificationOptions = Type.Object({
  nSamples: Type.Integer({ minimum: 1, default: 100, description: 'Number of rows.' }),
  nFeatures: Type.Integer({
    minimum: 1,
    default: 20,
    description: 'Number of columns: informative, redundant and repeated ones, the rest noise.',
  }),
  nInformative: Type.Integer({
    minimum: 1,
    default: 2,
    description:
      'Columns that carry the class: the dimensions of the hypercube whose corners the clusters lie on. ' +
      '2^nInformative must be at least nClasses * nClustersPerClass.',
  }),
  nRedundant: Type.Integer({
    minimum: 0,
    default: 2,
    description: 'Columns that are random linear combinations of the informative ones.',
  }),
  nRepeated: Type.Integer({
    minimum: 0,
    default: 0,
    description: 'Columns that repeat randomly chosen informative or redundant ones.',
  }),
  nClasses: Type.Integer({ minimum: 1, default: 2, description: 'Number of classes.' }),
  nClustersPerClass: Type.Integer({ minimum: 1, default: 2, description: 'Gaussian clusters in each class.' }),
  weights: Type.Union([Type.Array(Type.Number({ minimum: 0 })), Type.Null()], {
    default: null,
    description:
      'Share of the rows that each class gets: one number a class, or one fewer, and the last class gets the rest ' +
      'up to 1. null: equal shares.',
  }),
  flipY: Type.Number({
    minimum: 0,
    maximum: 1,
    default: 0.01,
    description: 'Share of the rows whose class is drawn anew at random: noise in the labels.',
  }),
  classSep: Type.Number({
    exclusiveMinimum: 0,
    default: 1,
    description: 'Half the side of the hypercube: larger values set the classes further apart.',
  }),
  hypercube: Type.Boolean({
    default: true,
    description: 'true: clusters on the corners of a hypercube; false: on those of a random polytope.',
  }),
  shift: Type.Union([Type.Number(), Type.Array(Type.Number()), Type.Null()], {
    default: 0,
    description: 'Added to every column, or a number a column. null: drawn from -classSep to classSep.',
  }),
  scale: Type.Union([Type.Number({ exclusiveMinimum: 0 }), Type.Array(Type.Number()), Type.Null()], {
    default: 1,
    description: 'Multiplies every column after the shift, or a number a column. null: drawn from 1 to 101.',
  }),
  shuffle: Type.Boolean({
    default: true,
    description: 'Puts rows and columns in random order; false keeps clusters together and informative columns first.',
  }),
  randomState: Type.Union([Type.Integer({ minimum: 0, maximum: 4294967295 }), Type.Null()], {
    default: null,
    description: 'Seed, from 0 to 2^32 - 1. null: the seed of the sweep.',
  }),
});

/** The options with their defaults filled in. */
export type ClassificationOptions = OptionsOf<typeof classificationOptions>;
