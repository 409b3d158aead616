import type { JsonObject } from '@sparsweep/core';
import { NULL_ENGINE } from './plugins.ts';

/** A sweep of six trials on an engine that computes nothing. */
export function nullSweep(fields: JsonObject = {}): JsonObject {
  return {
    name: 'nothing',
    dataset: { use: 'classification', nSamples: 40 },
    model: { layers: [{ units: { values: [2, 3, 4] } }] },
    train: { epochs: 3 },
    replicates: 2,
    metrics: [{ name: 'validation.accuracy', goal: 'maximize' }],
    run: { engine: NULL_ENGINE },
    ...fields,
  };
}

/** A sweep of one epoch over datasets, one trial for each, on the engine that computes nothing. */
export function overDatasets(values: readonly JsonObject[], run: JsonObject = {}): JsonObject {
  return nullSweep({
    dataset: { name: 'data', values: [...values] },
    model: { layers: [] },
    replicates: 1,
    train: { epochs: 1 },
    run: { engine: NULL_ENGINE, ...run },
  });
}

/** A sweep of ten short trials that train real networks, with every regularizer and five structures. */
export function trainedSweep(fields: JsonObject = {}): JsonObject {
  return {
    name: 'trained',
    dataset: { use: 'classification', nSamples: 120, nFeatures: 6, nInformative: 3, nRedundant: 0 },
    model: {
      layers: [
        {
          units: 8,
          regularizers: [
            {
              name: 'method',
              values: [
                { use: 'l1', target: 'activations', strength: 0.01 },
                { use: 'l1', target: 'weights', strength: 0.3 },
                { use: 'k-sparse', k: { values: [2, 5] } },
                { use: 'top-k', density: { schedule: 'cubic', from: 1, to: 0.25, end: 0.5 } },
              ],
            },
          ],
        },
        { units: 4, activation: 'tanh' },
      ],
    },
    train: { epochs: 4, batchSize: 16, optimizer: { use: 'adam', learningRate: 0.01 } },
    replicates: 2,
    metrics: [{ name: 'validation.accuracy', goal: 'maximize' }],
    ...fields,
  };
}
