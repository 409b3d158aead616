import { describe, expect, it } from 'vitest';
import { spaceOf } from '../../test/search/parameters.ts';
import { type Case, type Found, problemsOf, readTest, sweep, sweepText } from '../../test/sweepfile/readTest.ts';
import type { JsonObject } from '../plugin/json.ts';
import { samplers } from '../search/samplers/samplers.ts';
import { checkSearch } from './checkSearch.ts';

describe('search methods and budgets', () => {
  const continuous = (range: string) =>
    sweep(
      'model: { layers: [{ units: { min: 1, max: 3 } }] }',
      'train:',
      `  optimizer: { use: sgd, learningRate: ${range} }`,
    );

  it.each<Case>([
    [
      'a continuous range in a grid',
      continuous('{ min: 0.1, max: 1 }'),
      [
        [
          '5:40 { min: 0.1, max: 1 }',
          'unsupported-parameter',
          { name: 'learningRate', reason: expect.stringMatching(/grid.*continuous range.*`step`.*`method: random`/) },
        ],
      ],
    ],
    [
      'a distribution in a grid',
      continuous('{ distribution: normal, mu: 1, sigma: 0.1 }'),
      [
        [
          '5:40 { distribution: normal, mu: 1, sigma: 0.1 }',
          'unsupported-parameter',
          { name: 'learningRate', reason: expect.stringMatching(/grid.*distribution.*`values`.*`method: random`/) },
        ],
      ],
    ],
    [
      'a random search without an end',
      sweepText({ rest: 'search: { method: random }\n' }),
      [['6:9 { method: random }', 'unlimited-search', { method: 'random' }]],
    ],
    [
      'a target without a metric',
      sweepText({ rest: 'search: { method: grid, target: 0.9 }\n' }),
      [['6:33 0.9', 'target-needs-metric']],
    ],
    [
      'fewer trials than replicates',
      sweepText({ rest: 'replicates: 5\nsearch: { method: random, trials: 3 }\n' }),
      [['7:35 3', 'too-few-trials', { trials: 3, replicates: 5 }]],
    ],
    [
      'a grid with too many trials',
      sweepText({ layer: '{ units: { min: 1, max: 10000 } }', rest: 'replicates: 101\nsearch: { method: grid }\n' }),
      [['7:9 { method: grid }', 'too-many-trials', { count: 1_010_000, limit: 1_000_000 }]],
    ],
    [
      'a plan that does not fit into memory',
      sweep(
        `model: { layers: [${Array(250).fill('{ units: 3 }').join(', ')}] }`,
        'train: { epochs: { min: 1, max: 100000 } }',
        'search: { method: grid, trials: 100000 }',
      ),
      [
        [
          '5:9 { method: grid, trials: 100000 }',
          'too-large-plan',
          { configurations: 100_000, values: expect.any(Number) },
        ],
      ],
    ],
  ])('%s', async (_what, text, problems) => {
    expect(await problemsOf(text)).toMatchObject(problems);
  });

  it('a method without a metric, and one with too many', () => {
    const check = (method: string, metrics: readonly JsonObject[]) =>
      checkSearch({ search: { method, trials: 3 }, metrics }, spaceOf(), samplers);
    const metric = { name: 'validation.loss', goal: 'minimize' };
    expect(check('tpe', [])).toEqual([
      { path: ['search', 'method'], id: 'method-needs-metric', data: { method: 'tpe' } },
    ]);
    expect(check('tpe', [metric])).toEqual([]);
    expect(check('gp', [metric, metric])).toEqual([
      { path: ['metrics'], id: 'too-many-metrics', data: { method: 'gp', count: 2 } },
    ]);
  });
});

const LOSS = 'metrics: [{ name: train.loss, goal: minimize }]';
const of = (earlyTerminate: string, metrics = LOSS) =>
  sweepText({ rest: `${metrics}\nearlyTerminate: ${earlyTerminate}` });

describe('earlyTerminate', () => {
  it('is one pruner or a list, with defaults filled in', async () => {
    expect((await readTest(of('{ use: asha }'))).spec.search.earlyTerminate).toEqual([
      { use: 'asha', minEpochs: 1, reduction: 3 },
    ]);
    expect(
      (await readTest(of('[{ use: patience }, { use: hyperband, minEpochs: 4 }]'))).spec.search.earlyTerminate,
    ).toEqual([
      { use: 'patience', epochs: 10, minDelta: 0 },
      { use: 'hyperband', minEpochs: 4, reduction: 3 },
    ]);
  });

  it.each<readonly [string, string, readonly Found[]]>([
    ['{ use: median }', 'metrics: []', [['7:17 { use: median }', 'pruner-needs-metric']]],
    [
      '{ use: median }',
      'metrics: [{ name: weights.zeroFraction, goal: maximize }]',
      [['6:19 weights.zeroFraction', 'pruner-needs-epochs', { metric: 'weights.zeroFraction' }]],
    ],
    [
      '[{ use: median }, { use: asha }]',
      LOSS,
      [['7:42 asha', 'several-comparing-pruners', { pruner: 'asha', other: 'median' }]],
    ],
    [
      '{ use: medain }',
      LOSS,
      [['7:24 medain', 'unknown-plugin', { kind: 'pruner', name: 'medain', meant: 'median', isOpen: false }]],
    ],
    [
      '{ use: asha, reduction: 1 }',
      LOSS,
      [['7:41 1', 'out-of-bounds', { name: '`reduction`', value: 1, comparison: '>=', limit: 2 }]],
    ],
    ['{ use: asha, epochs: 1 }', LOSS, [['7:30 epochs', 'unknown-key', { key: 'epochs' }]]],
  ])('%s is invalid with %s', async (earlyTerminate, metrics, problems) => {
    expect(await problemsOf(of(earlyTerminate, metrics))).toMatchObject(problems);
  });
});

const LAYER =
  '{ units: { values: [16, 64] }, regularizers: [{ name: method, values: [{ use: l1, strength: { min: 0.1, max: 1, step: 0.1 } }, { use: top-k, density: 1 }] }] }';

async function enqueued(entries: string): Promise<readonly (readonly (readonly [string, number])[])[]> {
  const rest = `search: { method: random, trials: 9, enqueue: ${entries} }\n`;
  const { search } = (await readTest(sweepText({ layer: LAYER, rest }))).spec;
  return search.enqueued.map((values) => [...values]);
}

describe('enqueued configurations', () => {
  it('name choices by their labels, and imply the choices that a parameter is inside', async () => {
    expect(await enqueued('[{ units: 64, method: top-k }, { strength: 0.3 }, {}]')).toEqual([
      [
        ['units', 1],
        ['method', 1],
      ],
      [
        ['strength', 0.3],
        ['method', 0],
      ],
      [],
    ]);
  });

  it.each<readonly [string, Found]>([
    [
      '[{ unit: 64 }]',
      ['6:50 unit', 'unknown-parameter', { name: 'unit', meant: 'units', available: ['units', 'method', 'strength'] }],
    ],
    [
      '[{ units: 32 }]',
      ['6:50 units', 'invalid-enqueued-value', { reason: '`units` is never 32', notes: ['allowed: 16, 64'] }],
    ],
    [
      '[{ strength: 0.35 }]',
      [
        '6:50 strength',
        'invalid-enqueued-value',
        { reason: '`strength` is never 0.35', notes: ['allowed: numbers from 0.1 to 1 in steps of 0.1'] },
      ],
    ],
    [
      '[{ strength: 2 }]',
      [
        '6:50 strength',
        'invalid-enqueued-value',
        { reason: '`strength` is never 2', notes: ['allowed: numbers from 0.1 to 1 in steps of 0.1'] },
      ],
    ],
    [
      '[{ strength: 0.3, method: top-k }]',
      [
        '6:50 strength',
        'invalid-enqueued-value',
        { reason: '`strength` exists only where `method` is "l1"', notes: [] },
      ],
    ],
  ])('can be invalid: %s', async (entries, problem) => {
    const rest = `search: { method: random, trials: 9, enqueue: ${entries} }\n`;
    expect(await problemsOf(sweepText({ layer: LAYER, rest }))).toMatchObject([problem]);
  });

  it('must fit into the budget', async () => {
    const rest = 'replicates: 2\nsearch: { method: random, trials: 3, enqueue: [{}, { units: 16 }] }\n';
    expect(await problemsOf(sweepText({ layer: LAYER, rest }))).toEqual([
      ['7:47 [{}, { units: 16 }]', 'too-few-trials-to-enqueue', { count: 2, trials: 3, needed: 4 }],
    ]);
  });
});
