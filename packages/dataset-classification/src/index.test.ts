import { datasetContract } from '@sparsweep/testkit';
import { Value } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import classification from './index.ts';

const options = { ...Value.Create(classification.options), nSamples: 40, nFeatures: 6 };

datasetContract(classification, options, { rows: 40, columns: 6, classes: ['0', '1'] });

describe('classification', () => {
  const load = async (randomState: number | null, seed: number) =>
    (await classification.load({ ...options, randomState }, { seed, folder: '/' })).features.values;

  it('has the defaults of scikit-learn', () => {
    expect(Value.Create(classification.options)).toEqual({
      nSamples: 100,
      nFeatures: 20,
      nInformative: 2,
      nRedundant: 2,
      nRepeated: 0,
      nClasses: 2,
      nClustersPerClass: 2,
      weights: null,
      flipY: 0.01,
      classSep: 1,
      hypercube: true,
      shift: 0,
      scale: 1,
      shuffle: true,
      randomState: null,
    });
  });

  it('uses the seed of the sweep unless randomState is set', async () => {
    expect(await load(null, 5)).toEqual(await load(5, 0));
    expect(await load(5, 1)).toEqual(await load(5, 0));
    expect(await load(null, 6)).not.toEqual(await load(null, 5));
  });
});
