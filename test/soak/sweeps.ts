import type { JsonObject } from '@sparsweep/core';
import { trainedSweep } from '../support/sweeps.ts';

const run = { workers: 2, checkpointEvery: '100ms', retries: 100, retryDelay: '10ms' };
const learningRate = { min: 0.001, max: 0.1, log: true, name: 'rate' };
const strength = { min: 0.0001, max: 1, log: true, name: 'strength' };
const layers = [{ units: 16, regularizers: [{ use: 'l1', target: 'weights', strength }] }, { units: 8 }];

/** Sweeps that differ in what a process that goes on with them has to know: nothing, what was proposed, what was stopped. */
export const SOAKED_SWEEPS: readonly JsonObject[] = [
  trainedSweep({ name: 'grid', train: { epochs: 800, batchSize: 16 }, replicates: 2, run }),
  trainedSweep({
    name: 'search',
    model: { layers },
    train: { epochs: 800, batchSize: 16, optimizer: { use: 'adam', learningRate } },
    search: { method: 'tpe', trials: 24, generation: 6, startup: 6 },
    replicates: 1,
    run,
  }),
  trainedSweep({
    name: 'halving',
    model: { layers },
    train: { epochs: 2000, batchSize: 16, optimizer: { use: 'adam', learningRate } },
    search: { method: 'random', trials: 24 },
    earlyTerminate: { use: 'hyperband', reduction: 3 },
    replicates: 1,
    run,
  }),
];
