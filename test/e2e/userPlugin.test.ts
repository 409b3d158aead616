import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StoreReader } from '@sparsweep/core';
import { describe, expect, it } from 'vitest';
import { testPlugin } from '../support/plugins.ts';
import { sparsweep } from '../support/sparsweep.ts';
import { openTestReader } from '../support/stores.ts';
import { sweepFolder } from '../support/temporaryFolder.ts';
import { toleranceRatio } from '../support/toleranceRatio.ts';

/** A sweep with a plugin in its folder, over two values of an option, one of them a schedule. */
const SWEEP = {
  name: 'tiring',
  dataset: { use: 'classification', nSamples: 100, nFeatures: 6, nInformative: 3, nRedundant: 0 },
  model: {
    layers: [
      {
        units: 9,
        regularizers: [
          { use: './fatigue.ts', rate: { values: [0.1, { schedule: 'linear', from: 0, to: 0.2 }] }, cost: 0.3 },
        ],
      },
      { units: 5, activation: 'tanh', regularizers: [{ use: './fatigue.ts' }] },
    ],
  },
  train: { epochs: 4, batchSize: 16, optimizer: { use: 'adam', learningRate: 0.01 } },
};

/** All weights and measurements of the trials of a store, in a fixed order. */
function numbersIn(reader: StoreReader): { readonly weights: readonly number[]; readonly measured: readonly number[] } {
  const trials = reader.trials(1).map(({ trialId }) => trialId);
  const { rows } = reader.query('SELECT value FROM metrics ORDER BY trial_id, epoch, split, layer, name');
  return {
    weights: trials.flatMap((trial) =>
      (reader.weights(trial) ?? []).flatMap((layer) => [...layer.kernel, ...layer.bias]),
    ),
    measured: rows.map(([value]) => Number(value)),
  };
}

describe("a user's plugin with a penalty, a transform, a projection and a state", () => {
  it('trains to the same weights on the compiled engine as on the eager one', async () => {
    const folder = sweepFolder(SWEEP);
    copyFileSync(testPlugin('fatigue'), join(folder, 'fatigue.ts'));
    for (const engine of ['wasm', 'tfjs']) {
      const ended = await sparsweep(['run', 'sweep.yaml', '--engine', engine, '--db', `${engine}.db`], { cwd: folder });
      expect(ended).toMatchObject({ status: 0, stderr: '' });
    }
    const [wasm, tfjs] = ['wasm.db', 'tfjs.db'].map((file) => numbersIn(openTestReader(folder, file)));
    // Two trials of 6-9-5-1.
    expect(wasm?.weights).toHaveLength(2 * (6 * 9 + 9 + 9 * 5 + 5 + 5 + 1));
    expect(toleranceRatio(wasm?.weights ?? [], tfjs?.weights ?? [])).toBeLessThanOrEqual(1);
    expect(toleranceRatio(wasm?.measured ?? [], tfjs?.measured ?? [])).toBeLessThanOrEqual(1);
  });
});
