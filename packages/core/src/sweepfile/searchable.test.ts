import { describe, expect, it } from 'vitest';
import { proposals } from '../../test/search/searchRun.ts';
import { configurationOf, problemsOf, readTest, sweepText } from '../../test/sweepfile/readTest.ts';
import { grid } from '../search/samplers/grid.ts';

/** The values that the first regularizer's option takes over a grid. */
async function gridValues(option: string, value: string, use = 'l1'): Promise<readonly unknown[]> {
  const sweep = await readTest(
    sweepText({ layer: `{ units: 4, regularizers: [{ use: ${use}, ${option}: ${value} }] }` }),
  );
  const draws = proposals({ sampler: grid, options: {}, space: sweep.spec.search.space });
  return draws.map((draw) => configurationOf(sweep, draw).model.layers[0]?.regularizers[0]?.[option]);
}

describe('a number can be replaced by', () => {
  it.each([
    ['a set', '{ values: [1, 1e-1, 0] }', [1, 0.1, 0]],
    ['a range with steps', '{ min: 0, max: 1, step: 0.5 }', [0, 0.5, 1]],
    ['a named set with probabilities', '{ name: s, probabilities: [1, 0], values: [1, 2] }', [1, 2]],
    [
      'a schedule with searched parts',
      '{ schedule: { values: [linear, cubic] }, from: 1, to: { min: 0, max: 0.5, step: 0.5 } }',
      [
        { schedule: 'linear', from: 1, to: 0 },
        { schedule: 'linear', from: 1, to: 0.5 },
        { schedule: 'cubic', from: 1, to: 0 },
        { schedule: 'cubic', from: 1, to: 0.5 },
      ],
    ],
    [
      'a set of numbers, ranges and schedules',
      '{ values: [0, { min: 1, max: 2, step: 1 }, { schedule: linear, from: 1, to: { values: [0, 0.5] } }] }',
      [0, 1, 2, { schedule: 'linear', from: 1, to: 0 }, { schedule: 'linear', from: 1, to: 0.5 }],
    ],
    [
      'a schedule with fractions and steps',
      '{ schedule: steps, from: 1, to: 0, start: 0.1, end: 0.9, steps: { values: [2, 3] } }',
      [
        { schedule: 'steps', from: 1, to: 0, start: 0.1, end: 0.9, steps: 2 },
        { schedule: 'steps', from: 1, to: 0, start: 0.1, end: 0.9, steps: 3 },
      ],
    ],
  ])('%s', async (_what, value, values) => {
    expect(await gridValues('strength', value)).toEqual(values);
  });

  it('a range of whole numbers, if the option is a whole number', async () => {
    expect(await gridValues('k', '{ min: 2, max: 4 }', 'k-sparse')).toEqual([2, 3, 4]);
  });
});

describe('other values can be replaced', () => {
  it.each([
    ['target', '{ values: [weights, activations] }', ['weights', 'activations']],
    ['centred', '{ values: [true, false] }', [true, false]],
  ])('%s', async (option, value, values) => {
    expect(await gridValues(option, value)).toEqual(values);
  });

  it('by a range, if the option is null or a number', async () => {
    const sweep = await readTest(sweepText({ dataset: '{ use: points, seed: { min: 0, max: 2 } }' }));
    expect(sweep.spec.search.space.parameters.map(({ domain }) => domain)).toEqual([
      { type: 'range', min: 0, max: 2, integer: true, log: false },
    ]);
    const set = await readTest(sweepText({ dataset: '{ use: points, seed: { values: [null, 3] } }' }));
    expect(configurationOf(set, { seed: 0 }).dataset.seed).toBeNull();
  });

  it('inside lists, also of an option that can be null', async () => {
    const dataset = '{ use: points, weights: [0.5, { values: [0.25, 0.5] }] }';
    const sweep = await readTest(sweepText({ dataset }));
    expect(configurationOf(sweep, { weights: 0 }).dataset.weights).toEqual([0.5, 0.25]);
  });

  it('as whole parts of the file', async () => {
    const text = [
      'name: test',
      'dataset: { values: [{ use: points }, { use: table, path: { values: [a, b] } }] }',
      'model: { values: [{ layers: [] }, { layers: { values: [[{ units: 3 }], [{ units: 4 }, { units: 5 }]] } }] }',
      'train: { values: [{ epochs: 3 }, { optimizer: { use: sgd } }] }',
    ].join('\n');
    const sweep = await readTest(text);
    const draws = proposals({ sampler: grid, options: {}, space: sweep.spec.search.space });
    expect(draws).toHaveLength((1 + 2) * (1 + 2) * 2);
    const last = configurationOf(sweep, draws.at(-1));
    expect(last.dataset).toEqual({ use: 'table', path: 'b', split: { train: 0.7, validation: 0.15, test: 0.15 } });
    expect(last.model.layers.map(({ units }) => units)).toEqual([4, 5]);
    expect(last.train.optimizer).toEqual({ use: 'sgd', learningRate: 0.001 });
  });

  it('but not the name of a plugin, which decides what options it has', async () => {
    expect(await problemsOf(sweepText({ dataset: '{ use: { values: [points] } }' }))).toMatchObject([
      ['2:17 { values: [points] }', 'wrong-type', { name: '`use`', types: ['string'], remedy: 'list-plugins' }],
    ]);
  });
});

describe('searched values must be valid for the option', () => {
  it.each<readonly [value: string, marked: string, id: string, data: object]>([
    ['{ values: [1, -1] }', '-1', 'out-of-bounds', { name: '`strength.values[1]`', comparison: '>=', limit: 0 }],
    ['{ values: [1, many] }', 'many', 'wrong-type', { name: '`strength.values[1]`', types: ['number'] }],
    ['{ min: -1, max: 1, step: 1 }', '-1', 'out-of-bounds', { name: '`min`', comparison: '>=', limit: 0 }],
    ['{ min: 0, max: 1, step: 0 }', '0', 'out-of-bounds', { name: '`step`', comparison: '>', limit: 0 }],
    ['{ min: 0, max: 1, step: 0.5, log: 1 }', '1', 'wrong-type', { name: '`log`', value: 1, types: ['boolean'] }],
    ['{ distribution: uniform, mu: 0, sigma: 1 }', 'uniform', 'not-allowed', { name: '`distribution`' }],
    [
      '{ distribution: normal, mu: 0, sigma: 0 }',
      '0',
      'out-of-bounds',
      { name: '`sigma`', value: 0, comparison: '>', limit: 0 },
    ],
    [
      '{ distribution: normal, mu: 0 }',
      '{ distribution: normal, mu: 0 }',
      'missing-key',
      { name: '`strength`', key: 'sigma' },
    ],
    ['{ schedule: linear, from: 0, to: -1 }', '-1', 'out-of-bounds', { name: '`to`', comparison: '>=', limit: 0 }],
    [
      '{ schedule: linear, from: 0, to: 1, start: 2 }',
      '2',
      'out-of-bounds',
      { name: '`start`', value: 2, comparison: '<=', limit: 1 },
    ],
    [
      '{ schedule: steps, from: 0, to: 1, steps: 1.5 }',
      '1.5',
      'wrong-type',
      { name: '`steps`', value: 1.5, types: ['integer'] },
    ],
    ['{ ref: 3 }', '3', 'wrong-type', { name: '`ref`', value: 3, types: ['string'] }],
    ['{ ref: s, min: 3 }', 'min', 'unknown-key', { key: 'min' }],
    ['{ values: [1, 2], name: 1st }', '1st', 'wrong-format', { name: '`name`', value: '1st' }],
    ['{ log: true }', '{ log: true }', 'wrong-type', { name: '`strength`', value: { log: true }, types: ['number'] }],
    ['{}', '{}', 'wrong-type', { name: '`strength`', value: {}, types: ['number'] }],
  ])('%s', async (value, marked, id, data) => {
    const text = sweepText({ layer: `{ units: 4, regularizers: [{ use: l1, strength: ${value} }] }` });
    const place = expect.stringMatching(new RegExp(`^5:\\d+ ${marked}$`));
    expect(await problemsOf(text)).toContainEqual([place, id, expect.objectContaining(data)]);
  });

  it.each([
    ['{ min: 1, max: 2.5 }', '`max`', 2.5],
    ['{ min: 1, max: 3, step: 0.5 }', '`step`', 0.5],
  ])('and be a whole number where the option is: %s', async (units, name, value) => {
    expect(await problemsOf(sweepText({ layer: `{ units: ${units} }` }))).toMatchObject([
      [`5:${16 + units.indexOf(String(value))} ${value}`, 'wrong-type', { name, value, types: ['integer'] }],
    ]);
  });

  it('and be a number of a regularizer or an optimizer for a schedule', async () => {
    const schedule = '{ schedule: linear, from: 1, to: 2 }';
    expect(await problemsOf(sweepText({ layer: `{ units: ${schedule} }` }))).toMatchObject([
      [`5:16 ${schedule}`, 'wrong-type', { name: '`units`', types: ['integer'] }],
    ]);
    expect(await problemsOf(sweepText({ dataset: `{ use: points, rows: ${schedule} }` }))).toMatchObject([
      [`2:31 ${schedule}`, 'wrong-type', { name: '`rows`', types: ['integer'] }],
    ]);
  });
});
