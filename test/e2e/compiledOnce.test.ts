import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '@sparsweep/core';
import { describe, expect, it } from 'vitest';
import { testPlugin } from '../support/plugins.ts';
import { sparsweep } from '../support/sparsweep.ts';
import { openTestReader } from '../support/stores.ts';
import { sweepFolder } from '../support/temporaryFolder.ts';

function sweepOver(layer: JsonObject, fields: JsonObject = {}): JsonObject {
  return {
    name: 'numbers',
    dataset: { use: 'classification', nSamples: 60, nFeatures: 4, nInformative: 2, nRedundant: 0 },
    model: { layers: [layer] },
    train: { epochs: 2, batchSize: 16, optimizer: { use: 'adam', learningRate: 0.01 } },
    run: { engine: testPlugin('countingEngine') },
    ...fields,
  };
}

/** 2^5 trials that differ only in numbers. */
const OVER_NUMBERS = sweepOver(
  {
    units: 6,
    regularizers: [
      { use: 'l1', strength: { values: [0.001, 0.01] } },
      { use: 'k-sparse', k: { values: [2, 3] } },
      { use: 'top-k', density: { values: [0.5, { schedule: 'cubic', from: 1, to: 0.25 }] } },
    ],
  },
  {
    train: {
      epochs: 2,
      batchSize: 16,
      optimizer: { use: 'adam', learningRate: { values: [0.01, { schedule: 'cosine', from: 0.01, to: 0.001 }] } },
    },
    replicates: 2,
  },
);

const OVER_UNITS = sweepOver({
  units: { values: [3, 5, 8] },
  regularizers: [{ use: 'l1', strength: { values: [0.001, 0.01] } }],
});

/** Runs a sweep with an empty cache and returns the compiled structures, by layer widths, and the number of modules. */
async function compiledBy(sweep: JsonObject, workers: number) {
  const folder = sweepFolder(sweep);
  const env = { XDG_CACHE_HOME: folder, COMPILED: join(folder, 'compiled') };
  const ended = await sparsweep(['run', 'sweep.yaml', '--workers', `${workers}`], { cwd: folder, env });
  expect(ended).toMatchObject({ status: 0, stderr: '' });
  const { finished } = openTestReader(folder).progress(1);
  const structures = readFileSync(env.COMPILED, 'utf8').trim().split('\n').sort();
  return { finished, structures, modules: readdirSync(join(folder, 'sparsweep', 'modules')).length };
}

describe('a sweep', () => {
  it('over strengths, k, densities, learning rates, schedules and seeds compiles once', async () => {
    expect(await compiledBy(OVER_NUMBERS, 1)).toEqual({ finished: 32, structures: ['6-1'], modules: 1 });
  });

  it('over units compiles once for each size', async () => {
    expect(await compiledBy(OVER_UNITS, 1)).toEqual({ finished: 6, structures: ['3-1', '5-1', '8-1'], modules: 3 });
  });

  it('compiles a structure at most once in each worker, to the same module', async () => {
    const { structures, modules } = await compiledBy(OVER_NUMBERS, 2);
    expect(structures.length).toBeLessThanOrEqual(2);
    expect(modules).toBe(1);
    expect((await compiledBy(OVER_UNITS, 2)).modules).toBe(3);
  });
});
