import { describe, expect, it } from 'vitest';
import { configurationOf, problemsOf, readTest, sweepText } from '../../test/sweepfile/readTest.ts';

describe('the spec of a sweep file', () => {
  it('has defaults', async () => {
    const text = sweepText();
    const { spec, compiler } = await readTest(text);
    expect(spec).toEqual({
      name: 'test',
      search: {
        space: { template: expect.anything(), parameters: [] },
        method: 'grid',
        options: {},
        seed: 0,
        replicates: 1,
        enqueued: [],
        metrics: [],
        constraints: [],
        earlyTerminate: [],
      },
      run: {
        engine: expect.stringMatching(/^file:.*\/engine\.ts$/),
        workers: 'auto',
        retries: 1,
        retryDelay: 1000,
        checkpointEvery: 60_000,
      },
      origin: {
        path: 'sweep.yaml',
        folder: expect.any(String),
        yaml: text,
        // sha256sum of the text.
        hash: '81d38c5ac5f032475b58401657997c333d36b70b45f1ba6cb98c66c7afaf712a',
        modules: {
          dataset: { points: expect.stringMatching(/^file:.*\/points\.ts$/) },
          regularizer: {},
        },
      },
    });
    expect(compiler.constraints).toEqual([]);
  });

  it('is plain data: a copy of it equals it', async () => {
    const { spec } = await readTest(
      sweepText({ layer: '{ units: { values: [8, 9] } }', rest: "constraints: ['units > 8']" }),
    );
    expect(structuredClone(spec)).toEqual(spec);
  });

  it('has the values of the file', async () => {
    const rest = [
      'question: Why?',
      'search: { method: random, trials: 20, seed: 7, target: 0.9, maxDuration: 2h, enqueue: [{}] }',
      'replicates: 4',
      'metrics: [{ name: weights.zeroFraction, goal: maximize }]',
      'run: { workers: 3, trialTimeout: 1.5m, retries: 0, maxFailedTrials: 2 }',
    ].join('\n');
    const { question, search, run } = (await readTest(sweepText({ rest }))).spec;
    const { space, ...searched } = search;
    expect(question).toBe('Why?');
    expect(searched).toEqual({
      method: 'random',
      trials: 20,
      seed: 7,
      target: 0.9,
      maxDuration: 7_200_000,
      enqueued: [new Map()],
      options: {},
      replicates: 4,
      metrics: [{ name: 'weights.zeroFraction', goal: 'maximize' }],
      constraints: [],
      earlyTerminate: [],
    });
    expect(space.parameters).toEqual([]);
    expect(run).toMatchObject({ workers: 3, trialTimeout: 90_000, retries: 0, maxFailedTrials: 2 });
  });

  it.each([
    ['500ms', 500],
    ['90s', 90_000],
    ['10m', 600_000],
    ['2h', 7_200_000],
    ['0.5s', 500],
    ['1000h', 2_147_483_647],
  ])('reads a timeout of %s', async (trialTimeout, milliseconds) => {
    expect((await readTest(sweepText({ rest: `run: { trialTimeout: ${trialTimeout} }` }))).spec.run.trialTimeout).toBe(
      milliseconds,
    );
  });

  it.each(['0s', '0.0h', '10', '10 m', '-5s', '1e3s'])('refuses a timeout of %s', async (trialTimeout) => {
    expect(await problemsOf(sweepText({ rest: `run: { trialTimeout: "${trialTimeout}" }` }))).toMatchObject([
      [`6:22 "${trialTimeout}"`, 'wrong-format', { name: '`trialTimeout`', value: trialTimeout }],
    ]);
  });

  it.each([
    ['800MiB', 800 * 1024 ** 2],
    ['2GiB', 2 * 1024 ** 3],
    ['1.5GiB', 1.5 * 1024 ** 3],
  ])('reads a memory limit of %s', async (memoryLimit, bytes) => {
    expect((await readTest(sweepText({ rest: `run: { memoryLimit: ${memoryLimit} }` }))).spec.run.memoryLimit).toBe(
      bytes,
    );
  });

  it.each(['0MiB', '2', '2GB', '-1GiB', '2 GiB'])('refuses a memory limit of %s', async (memoryLimit) => {
    expect(await problemsOf(sweepText({ rest: `run: { memoryLimit: "${memoryLimit}" }` }))).toMatchObject([
      [`6:21 "${memoryLimit}"`, 'wrong-format', { name: '`memoryLimit`', value: memoryLimit }],
    ]);
  });

  it('reads the interval of checkpoints and the delay of retries', async () => {
    const rest = 'run: { checkpointEvery: 5s, retryDelay: 20ms }';
    const { run } = (await readTest(sweepText({ rest }))).spec;
    expect(run).toMatchObject({ checkpointEvery: 5000, retryDelay: 20 });
  });

  it.each<readonly [string, string, object]>([
    ['0', 'out-of-bounds', { name: '`workers`', value: 0, comparison: '>=', limit: 1 }],
    ['"4"', 'wrong-type', { name: '`workers`', value: '4', types: ['"auto"', 'integer'] }],
    ['many', 'wrong-type', { name: '`workers`', value: 'many', types: ['"auto"', 'integer'] }],
  ])('refuses %s workers', async (workers, id, data) => {
    expect(await problemsOf(sweepText({ rest: `run: { workers: ${workers} }` }))).toMatchObject([
      [`6:17 ${workers}`, id, data],
    ]);
  });
});

describe('a completed configuration', () => {
  it('has every default, also of plugins', async () => {
    const layer = '{ units: 4, regularizers: [{ use: l1 }, { use: clip, min: -1 }] }';
    expect(configurationOf(await readTest(sweepText({ layer })))).toEqual({
      dataset: {
        use: 'points',
        rows: 10,
        seed: null,
        weights: null,
        sorted: false,
        split: { train: 0.7, validation: 0.15, test: 0.15 },
      },
      model: {
        task: 'classification',
        tied: false,
        layers: [
          {
            units: 4,
            activation: 'relu',
            initializer: 'glorotUniform',
            regularizers: [
              { use: 'l1', strength: 0.01, target: 'activations', centred: false },
              { use: 'clip', min: -1, max: 1, values: [], window: { min: 0, max: 1 } },
            ],
          },
        ],
        output: { initializer: 'glorotUniform', regularizers: [] },
      },
      train: { epochs: 20, batchSize: 32, shuffle: true, optimizer: { use: 'adam', learningRate: 0.001 } },
    });
  });

  it('has the values of the file, and leaves the file as it is', async () => {
    const text = sweepText({
      layer: '{ units: 4, activation: tanh, initializer: zeros, regularizers: [{ use: k-sparse, k: 2 }] }',
      rest: '  task: reconstruction\n  tied: true\n  output: { initializer: heNormal }\n  initialWeights: weights.json\ntrain: { epochs: 2, optimizer: { use: sgd, learningRate: { schedule: cosine, from: 1, to: 0.1 } } }\n',
    });
    const sweep = await readTest(text);
    const { model, train } = configurationOf(sweep);
    expect(model).toEqual({
      task: 'reconstruction',
      tied: true,
      layers: [{ units: 4, activation: 'tanh', initializer: 'zeros', regularizers: [{ use: 'k-sparse', k: 2 }] }],
      output: { initializer: 'heNormal', regularizers: [] },
      initialWeights: 'weights.json',
    });
    expect(train).toEqual({
      epochs: 2,
      batchSize: 32,
      shuffle: true,
      optimizer: { use: 'sgd', learningRate: { schedule: 'cosine', from: 1, to: 0.1 } },
    });
    expect(sweep.spec.search.space.template.train).toEqual({
      epochs: 2,
      optimizer: { use: 'sgd', learningRate: { schedule: 'cosine', from: 1, to: 0.1 } },
    });
  });

  it('has the default optimizer in a choice that names none', async () => {
    const sweep = await readTest(
      sweepText({ rest: 'train: { values: [{ optimizer: { use: sgd } }, { epochs: 1 }] }' }),
    );
    expect(configurationOf(sweep, { train: 1 }).train.optimizer).toEqual({ use: 'adam', learningRate: 0.001 });
  });
});

describe('numbers', () => {
  it.each([
    ['1e-3', 0.001],
    ['1.0e-3', 0.001],
    ['1E+2', 100],
    ['.5', 0.5],
    ['0x10', 16],
    ['1_0', undefined],
    ['"1"', undefined],
  ])('are those of YAML 1.2: %s', async (written, value) => {
    const text = sweepText({ layer: `{ units: 4, regularizers: [{ use: l1, strength: ${written} }] }` });
    for (const version of ['', '%YAML 1.1\n---\n']) {
      if (value === undefined)
        expect(await problemsOf(version + text)).toMatchObject([
          [expect.any(String), 'wrong-type', { name: '`strength`', types: ['number'] }],
        ]);
      else
        expect(configurationOf(await readTest(version + text)).model.layers[0]?.regularizers[0]?.strength).toBe(value);
    }
  });
});
