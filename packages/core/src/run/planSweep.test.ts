import { describe, expect, it } from 'vitest';
import { smallCatalog, smallSweep } from '../../test/run/smallSweep.ts';
import { InvalidSweepError } from '../spec/problem.ts';
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
      trials.map(({ number, configuration, replicate, seed }) => [number, configuration, replicate, seed]),
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
    expect(trials[3]?.point).toEqual({
      dataset: { use: 'corners', copies: 5, split: { train: 0.7, validation: 0.15, test: 0.15 } },
      model: {
        task: 'classification',
        tied: false,
        layers: [{ units: 3, activation: 'relu', initializer: 'glorotUniform', regularizers: [] }],
        output: { initializer: 'glorotUniform', regularizers: [] },
      },
      train: { epochs: 2, batchSize: 32, shuffle: true, optimizer: { use: 'sgd', learningRate: 0.2 } },
    });
    expect(new Set(trials.map(({ structure }) => structure)).size).toBe(1);
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
    expect(planSweep(spec, smallCatalog).trials.map(({ point }) => point.model.layers[0]?.units)).toEqual([1, 2, 3, 4]);
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
