import { describe, expect, it } from 'vitest';
import { smallCatalog, smallSweep } from '../../../test/run/smallSweep.ts';
import { planSweep } from '../plan/planSweep.ts';
import { structureOfTrial } from './structureOf.ts';

describe('structureOfTrial', () => {
  it('has the widths that the data give, and those of the trial', async () => {
    const plan = planSweep(await smallSweep({ model: { layers: [{ units: { values: [3, 5] } }] } }), smallCatalog);
    const layer = { initializer: 'glorotUniform', regularizers: [] };
    // The corners of a square have two coordinates and two classes, which one logit tells apart.
    expect(await structureOfTrial(plan, 1)).toEqual({
      task: 'classification',
      inputs: 2,
      layers: [
        { ...layer, units: 5, activation: 'relu' },
        { ...layer, units: 1, activation: 'linear' },
      ],
      loss: 'sigmoidCrossEntropy',
      optimizer: 'sgd',
      batchSize: 32,
    });
    await expect(structureOfTrial(plan, 2)).rejects.toThrow('small has no trial 2; its trials are 0 to 1');
  });
});
