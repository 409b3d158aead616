import { describe, expect, it } from 'vitest';
import { smallCatalog, smallSweep } from '../../../test/run/smallSweep.ts';
import type { JsonObject, JsonValue } from '../../plugin/json.ts';
import { samplers } from '../../search/samplers/samplers.ts';
import { InvalidSweepError } from '../../sweepfile/problem.ts';
import { planSweep } from './planSweep.ts';

// The seeds are the first 32 bits of SHA-256 of '0\nreplicate 0' and so on, by the Python program for the streams.
const SEEDS = [2678873435, 3645135889, 4128765164];

describe('planSweep', () => {
  it('numbers trials through, the replicates of a configuration together, with the same seeds in each', async () => {
    const spec = await smallSweep({
      replicates: 3,
      train: { epochs: 2, optimizer: { use: 'sgd', learningRate: { values: [0.1, 0.2] } } },
    });
    const { trials } = planSweep(spec, smallCatalog);
    expect(
      trials.map(({ number, configurationIndex: configuration, replicate, seed }) => [
        number,
        configuration,
        replicate,
        seed,
      ]),
    ).toEqual([
      [0, 0, 0, SEEDS[0]],
      [1, 0, 1, SEEDS[1]],
      [2, 0, 2, SEEDS[2]],
      [3, 1, 0, SEEDS[0]],
      [4, 1, 1, SEEDS[1]],
      [5, 1, 2, SEEDS[2]],
    ]);
    expect(trials.map(({ parameters }) => parameters)).toEqual(
      [0.1, 0.1, 0.1, 0.2, 0.2, 0.2].map((learningRate) => ({ learningRate })),
    );
    expect(trials[3]?.configuration).toEqual({
      dataset: { use: 'corners', copies: 5, split: { train: 0.7, validation: 0.15, test: 0.15 } },
      model: {
        task: 'classification',
        tied: false,
        layers: [{ units: 3, activation: 'relu', initializer: 'glorotUniform', regularizers: [] }],
        output: { initializer: 'glorotUniform', regularizers: [] },
      },
      train: { epochs: 2, batchSize: 32, shuffle: true, optimizer: { use: 'sgd', learningRate: 0.2 } },
    });
    expect(new Set(trials.map(({ structureKey }) => structureKey)).size).toBe(1);
  });

  it('plans one trial where nothing is searched', async () => {
    const { trials } = planSweep(await smallSweep(), smallCatalog);
    expect(trials).toMatchObject([{ number: 0, parameters: {}, seed: SEEDS[0] }]);
  });

  it('derives the seeds of trials from that of the search', async () => {
    const spec = await smallSweep({ search: { method: 'grid', seed: 7 } });
    expect(planSweep(spec, smallCatalog).trials[0]?.seed).toBe(1757442780);
  });

  it.each([
    [10, 3, 3],
    [3, 3, 1],
    [4, 1, 4],
  ])(
    'trains, of a budget of %i trials with %i replicates, %i configurations',
    async (trials, replicates, configurations) => {
      const train = { optimizer: { use: 'sgd', learningRate: { min: 0.1, max: 0.2 } } };
      const spec = await smallSweep({ search: { method: 'random', trials }, replicates, train });
      const plan = planSweep(spec, smallCatalog);
      expect(plan.generation.draws).toHaveLength(configurations);
      expect(plan.trials).toHaveLength(configurations * replicates);
      const history = plan.generation.draws.map((draw) => ({ draw, losses: null }));
      expect(plan.search.next(history)).toEqual({ draws: [], isLast: false });
    },
  );

  it('ends a grid at its budget', async () => {
    const model = { layers: [{ units: { min: 1, max: 60_000 } }] };
    const spec = await smallSweep({ model, search: { method: 'grid', trials: 4 } });
    expect(
      planSweep(spec, smallCatalog).trials.map(({ configuration }) => configuration.model.layers[0]?.units),
    ).toEqual([1, 2, 3, 4]);
  });

  it('takes a grid of 100 000 configurations, and refuses a larger one', async () => {
    const grid = (max: number) =>
      smallSweep({ model: { layers: [{ units: { min: 1, max } }] }, train: { epochs: { min: 1, max: 2 } } });
    expect(planSweep(await grid(50_000), smallCatalog).trials).toHaveLength(100_000);
    const tooLarge = await grid(50_001);
    expect(() => planSweep(tooLarge, smallCatalog)).toThrow(
      'sweep.yaml: the search has more than 100000 configurations; list fewer values, use larger steps, or set search.trials',
    );
  });

  it('refuses draws that make no configuration, with the place, and each fault once', async () => {
    const splits = [0.5, 0.6].map((train) => ({ train, validation: 0.2, test: 0.2 }));
    const train = { epochs: { values: [1, 2, 3] } };
    const spec = await smallSweep({ dataset: { use: 'corners', split: { values: splits } }, train });
    let thrown: unknown;
    try {
      planSweep(spec, smallCatalog);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(InvalidSweepError);
    expect(thrown).toHaveProperty('problems.length', 1);
    expect(thrown).toHaveProperty(
      'message',
      expect.stringMatching(/^sweep\.yaml:1:\d+: .*sum to 0\.9; they must sum to 1/),
    );
    expect(thrown).toHaveProperty('message', expect.stringContaining('epochs = 1'));
  });
});

describe('the constraints of a sweep', () => {
  const RATE = { min: 0.1, max: 1 };
  const train = (learningRate: JsonValue): JsonObject => ({
    train: { epochs: 1, batchSize: { min: 1, max: 64 }, optimizer: { use: 'sgd', learningRate } },
  });
  const metrics = [{ name: 'train.loss', goal: 'minimize' }];

  it.each(['random', 'sobol', 'tpe', 'cmaEs', 'nsga2'])('are satisfied by whatever is proposed: %s', async (method) => {
    const search = { method, trials: 30 };
    const constraints = ['learningRate < 0.5 && batchSize > 32'];
    const plan = planSweep(await smallSweep({ ...train(RATE), metrics, search, constraints }), smallCatalog);
    expect(plan.trials.length).toBeGreaterThan(0);
    for (const { parameters } of plan.trials) {
      expect(parameters.learningRate).toBeLessThan(0.5);
      expect(parameters.batchSize).toBeGreaterThan(32);
    }
  });

  it('leave a grid the points that satisfy them', async () => {
    const spec = await smallSweep({
      train: { batchSize: { values: [1, 2, 4] }, optimizer: { use: 'sgd', learningRate: { values: [1, 2, 3] } } },
      constraints: ['learningRate < batchSize'],
    });
    const points = planSweep(spec, smallCatalog).trials.map(({ parameters }) => Object.values(parameters));
    expect(points).toEqual([
      [2, 1],
      [4, 1],
      [4, 2],
      [4, 3],
    ]);
  });

  it.each([
    ['grid', { values: [1, 2] }],
    ['random', { values: [1, 2] }],
    ['random', RATE],
    ['sobol', RATE],
  ])('are reported where nothing satisfies them: %s over %j', async (method, rate) => {
    const search = { method, trials: 5 };
    const batchSize = { values: [1, 2] };
    const constraints = ['learningRate > 0', 'batchSize > 2'];
    const optimizer = { use: 'sgd', learningRate: rate };
    const spec = await smallSweep({ train: { batchSize, optimizer }, search, constraints });
    expect(() => planSweep(spec, smallCatalog)).toThrow(
      /^sweep.yaml:1:\d+: no configuration satisfies all constraints[\s\S]*`learningRate > 0` holds for 1000 of 1000[\s\S]*`batchSize > 2` holds for 0 of 1000/,
    );
  });
});

describe('a grid too large to be walked', () => {
  it('is given up where nothing satisfies the constraints', async () => {
    const range = { min: 1, max: 60_000 };
    const spec = await smallSweep({
      model: { layers: [{ units: range }, { units: range }] },
      search: { method: 'grid', trials: 3 },
      train: { epochs: { min: 1, max: 2 } },
      constraints: ['epochs > 2'],
    });
    expect(() => planSweep(spec, smallCatalog)).toThrow(
      /^sweep.yaml:1:\d+: none of 1000000 configurations in a row satisfies all constraints[\s\S]*holds for 0 of 1000/,
    );
  });
});

describe('a random search of a large finite space', () => {
  it('finds what lies beyond the first million points', async () => {
    const model = { layers: [{ units: { min: 1, max: 60_000 } }, { units: { min: 1, max: 60_000 } }] };
    const constraints = ['layers[0].units > 59990'];
    const search = { method: 'random', trials: 1 };
    const { trials } = planSweep(await smallSweep({ model, search, constraints }), smallCatalog);
    for (const { configuration } of trials) expect(configuration.model.layers[0]?.units).toBeGreaterThan(59_990);
    expect(trials).toHaveLength(1);
  });
});

describe('enqueued configurations', () => {
  const fields = (search: JsonObject): JsonObject => ({
    train: {
      batchSize: { values: [1, 2, 4] },
      optimizer: { use: 'sgd', learningRate: { min: 0.1, max: 1, step: 0.3 } },
    },
    metrics: [{ name: 'train.loss', goal: 'minimize' }],
    search,
  });

  it.each(samplers.map(({ name }) => name))('come first, and once: %s', async (method) => {
    // A range, which every method can search.
    const { train, ...rest } = fields({
      method,
      trials: 10,
      enqueue: [{ learningRate: 0.7 }, { learningRate: 0.1, batchSize: 3 }],
    });
    const ranged = { ...Object(train), batchSize: { min: 1, max: 4 } };
    const { trials } = planSweep(await smallSweep({ ...rest, train: ranged }), smallCatalog);
    const drawn = trials.map(({ parameters }) => parameters);
    expect(drawn.slice(0, 2)).toMatchObject([{ learningRate: 0.7 }, { learningRate: 0.1, batchSize: 3 }]);
    expect(new Set(drawn.map((parameters) => JSON.stringify(parameters))).size).toBe(drawn.length);
  });

  it.each([0, 1, 2, 3, 4, 5])('leave what is drawn for one no place that another has: seed %i', async (seed) => {
    const model = { layers: [{ units: { values: [1, 2, 3] } }] };
    const search = { method: 'random', trials: 3, seed, enqueue: [{}, { units: 1 }, { units: 2 }] };
    const { trials } = planSweep(await smallSweep({ model, search }), smallCatalog);
    expect(trials.map(({ parameters }) => parameters.units)).toEqual([3, 1, 2]);
  });

  it('satisfy the constraints with what is drawn for them', async () => {
    const search = { method: 'random', trials: 5, enqueue: [{ batchSize: 2 }] };
    const spec = await smallSweep({ ...fields(search), constraints: ['learningRate > 0.8'] });
    expect(planSweep(spec, smallCatalog).trials[0]?.parameters).toEqual({ batchSize: 2, learningRate: 1 });
  });

  it('are refused where they do not, or are there twice', async () => {
    const search = { method: 'random', trials: 5, enqueue: [{ batchSize: 2, learningRate: 0.1 }] };
    const spec = await smallSweep({ ...fields(search), constraints: ['learningRate > 0.8'] });
    expect(() => planSweep(spec, smallCatalog)).toThrow('this configuration does not satisfy the constraints');
    const twice = [...search.enqueue, { learningRate: 0.4 }, ...search.enqueue];
    const repeated = await smallSweep(fields({ ...search, enqueue: twice }));
    expect(() => planSweep(repeated, smallCatalog)).toThrow('this is the same configuration as `enqueue[0]`');
  });
});
