import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { collect } from '../../../test/run/collect.ts';
import { smallCatalog } from '../../../test/run/smallSweep.ts';
import { temporaryFolder } from '../../../test/run/temporaryFolder.ts';
import type { JsonObject } from '../../plugin/json.ts';
import type { TrialRecord } from '../../store/write/records.ts';
import type { PluginUse, TrialConfiguration } from '../../sweepfile/configuration.ts';
import type { Job } from '../execute/job.ts';
import { emptyCache, runJob } from './runJob.ts';

interface Change {
  readonly dataset?: TrialConfiguration['dataset'];
  readonly model?: Partial<TrialConfiguration['model']>;
  readonly regularizers?: readonly PluginUse[];
}

function configuration({ dataset, model, regularizers = [] }: Change): TrialConfiguration {
  return {
    dataset: dataset ?? { use: 'corners', copies: 2, split: { train: 1 } },
    model: {
      task: 'classification',
      tied: false,
      layers: [{ units: 3, activation: 'relu', initializer: 'zeros', regularizers }],
      output: { initializer: 'zeros', regularizers: [] },
      ...model,
    },
    train: { epochs: 2, batchSize: 4, shuffle: false, optimizer: { use: 'sgd', learningRate: 0.1 } },
  };
}

function jobOf(changes: readonly Change[], job: Partial<Job> = {}): Job {
  const { dataset, engine } = smallCatalog.modules;
  return {
    engine: engine.null ?? '',
    modules: { dataset, regularizer: {} },
    folder: import.meta.dirname,
    dataSeed: 0,
    trials: changes.map((change, i) => ({ number: 10 + i, attempt: 2, seed: i, configuration: configuration(change) })),
    ...job,
  };
}

const run = (job: Job, cache = emptyCache(), signal = new AbortController().signal): Promise<TrialRecord[]> =>
  collect(runJob(job, cache, signal, () => 0));

/** How the trials of a job ended. */
async function ends(job: Job, cache = emptyCache()): Promise<readonly JsonObject[]> {
  const records = await run(job, cache);
  return records.flatMap((record) =>
    record.type === 'ended' ? [{ trial: record.trial, status: record.status, error: record.error ?? '' }] : [],
  );
}

/** The URL of a module with this source. */
function moduleOf(source: string): string {
  const file = join(temporaryFolder(), 'plugin.ts');
  writeFileSync(file, source);
  return pathToFileURL(file).href;
}

describe('runJob', () => {
  it('trains trial after trial', async () => {
    const records = await run(jobOf([{}, {}]));
    expect(records.map(({ type, trial }) => [type, trial])).toEqual(
      [10, 11].flatMap((trial) => ['started', 'epoch', 'epoch', 'ended'].map((type) => [type, trial])),
    );
    expect(records[0]).toEqual({ type: 'started', trial: 10, attempt: 2 });
    expect(records[3]).toMatchObject({ status: 'finished', epochs: 2 });
    // Two inputs, three units, one logit for two classes.
    expect(records[3]).toHaveProperty('weights', [
      expect.objectContaining({ inputs: 2, units: 3 }),
      expect.objectContaining({ inputs: 3, units: 1 }),
    ]);
  });

  it('runs nothing once it is told to stop', async () => {
    expect(await run(jobOf([{}]), emptyCache(), AbortSignal.abort())).toEqual([]);
  });

  it('starts from the weights that the sweep file names', async () => {
    const folder = temporaryFolder();
    const layers = [
      {
        kernel: [
          [1, 2, 3],
          [4, 5, 6],
        ],
        bias: [7, 8, 9],
      },
      { kernel: [[1], [2], [3]], bias: [4] },
    ];
    writeFileSync(join(folder, 'weights.json'), JSON.stringify({ layers }));
    const [ended] = (await run(jobOf([{ model: { initialWeights: 'weights.json' } }], { folder }))).slice(-1);
    expect(ended).toHaveProperty('weights[0].kernel', Float32Array.of(1, 2, 3, 4, 5, 6));
  });

  it('fails a trial for what is wrong with it, and trains the others', async () => {
    const regularizer = { broken: moduleOf("throw new RangeError('no such device');"), other: moduleOf('export {}') };
    const dataset = { ...smallCatalog.modules.dataset, empty: moduleOf('export default {}') };
    const job = jobOf(
      [
        {},
        { regularizers: [{ use: 'broken' }] },
        { regularizers: [{ use: 'other' }] },
        { dataset: { use: 'empty', split: { train: 1 } } },
        { dataset: { use: 'corners', copies: 1, split: { train: 0.1, test: 0.9 } } },
        { model: { initialWeights: 'nowhere.json' } },
        {},
      ],
      { modules: { dataset, regularizer } },
    );
    expect(await ends(job)).toEqual([
      { trial: 10, status: 'finished', error: '' },
      {
        trial: 11,
        status: 'failed',
        error: expect.stringMatching(/plugin\.ts cannot be loaded: no such device\nRangeError/),
      },
      { trial: 12, status: 'failed', error: expect.stringMatching(/plugin\.ts is not a regularizer/) },
      { trial: 13, status: 'failed', error: expect.stringMatching(/plugin\.ts is not a dataset/) },
      { trial: 14, status: 'failed', error: 'the train split is empty: the dataset has 4 rows' },
      {
        trial: 15,
        status: 'failed',
        error: expect.stringMatching(/^model\.initialWeights: .*nowhere\.json cannot be read/),
      },
      { trial: 16, status: 'finished', error: '' },
    ]);
  });

  it('loads a dataset once for trials that differ in their splits, and anew for other options', async () => {
    const counting = moduleOf(`
      globalThis.loads = [];
      export default {
        kind: 'dataset', name: 'counting', summary: '', options: {},
        load: (options) => {
          globalThis.loads.push(options);
          return { features: { rows: 4, columns: 1, values: Float64Array.of(1, 2, 3, 4) }, levels: [] };
        },
      };`);
    const use = (options: JsonObject, train: number): Change => ({
      dataset: { use: 'counting', ...options, split: { train, test: 1 - train } },
      model: { task: 'reconstruction' },
    });
    const job = jobOf([use({ noise: 1 }, 1), use({ noise: 1 }, 0.5), use({ noise: 2 }, 1), use({ noise: 1 }, 1)], {
      modules: { dataset: { counting }, regularizer: {} },
    });
    expect((await ends(job)).map(({ error }) => error)).toEqual(['', '', '', '']);
    expect(globalThis).toHaveProperty('loads', [{ noise: 1 }, { noise: 2 }]);
  });
});
