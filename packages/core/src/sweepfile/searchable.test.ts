import { describe, expect, it } from 'vitest';
import { proposals } from '../../test/search/searchRun.ts';
import { configurationOf, messageFor, readTest, sweepText } from '../../test/sweepfile/readTest.ts';
import { grid } from '../search/samplers/grid.ts';

/** The values that the first regularizer's option takes over a grid. */
async function gridValues(option: string, value: string, use = 'l1'): Promise<readonly unknown[]> {
  const sweep = await readTest(
    sweepText({ layer: `{ units: 4, regularizers: [{ use: ${use}, ${option}: ${value} }] }` }),
  );
  const draws = proposals({ sampler: grid, options: {}, space: sweep.spec.search.space });
  return draws.map((draw) => configurationOf(sweep, draw).model.layers[0]?.regularizers[0]?.[option]);
}

describe('a number may be replaced by', () => {
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

  it('a range of whole numbers where whole numbers are needed', async () => {
    expect(await gridValues('k', '{ min: 2, max: 4 }', 'k-sparse')).toEqual([2, 3, 4]);
  });
});

describe('other values may be replaced', () => {
  it.each([
    ['target', '{ values: [weights, activations] }', ['weights', 'activations']],
    ['centred', '{ values: [true, false] }', [true, false]],
  ])('%s', async (option, value, values) => {
    expect(await gridValues(option, value)).toEqual(values);
  });

  it('by a range, where null or a number may stand', async () => {
    const sweep = await readTest(sweepText({ dataset: '{ use: points, seed: { min: 0, max: 2 } }' }));
    expect(sweep.spec.search.space.parameters.map(({ domain }) => domain)).toEqual([
      { type: 'range', min: 0, max: 2, integer: true, log: false },
    ]);
    const set = await readTest(sweepText({ dataset: '{ use: points, seed: { values: [null, 3] } }' }));
    expect(configurationOf(set, { seed: 0 }).dataset.seed).toBeNull();
  });

  it('inside lists, and inside lists that null may stand for', async () => {
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

  it('but not the name of a plugin, which decides what may stand beside it', async () => {
    expect(await messageFor(sweepText({ dataset: '{ use: { values: [points] } }' }))).toContain(
      '`use` must be text, not a mapping',
    );
  });
});

describe('what is searched must suit the option', () => {
  it.each([
    ['{ values: [1, -1] }', '`strength.values[1]` is -1; it must be at least 0'],
    ['{ values: [1, many] }', '`strength.values[1]` must be a number, not "many"'],
    ['{ min: -1, max: 1, step: 1 }', '`min` is -1; it must be at least 0'],
    ['{ min: 0, max: 1, step: 0 }', '`step` is 0; it must be greater than 0'],
    ['{ min: 0, max: 1, step: 0.5, log: 1 }', '`log` must be true or false, not 1'],
    ['{ distribution: uniform, mu: 0, sigma: 1 }', '`distribution` cannot be "uniform"'],
    ['{ distribution: normal, mu: 0, sigma: 0 }', '`sigma` is 0; it must be greater than 0'],
    ['{ distribution: normal, mu: 0 }', '`strength` lacks the key `sigma`'],
    ['{ schedule: linear, from: 0, to: -1 }', '`to` is -1; it must be at least 0'],
    ['{ schedule: linear, from: 0, to: 1, start: 2 }', '`start` is 2; it must be at most 1'],
    ['{ schedule: steps, from: 0, to: 1, steps: 1.5 }', '`steps` must be a whole number, not 1.5'],
    ['{ ref: 3 }', '`ref` must be text, not 3'],
    ['{ ref: s, min: 3 }', 'unknown key `min`'],
    ['{ values: [1, 2], name: 1st }', '`name` cannot be "1st"'],
    ['{ log: true }', '`strength` must be a number, not a mapping'],
    ['{}', '`strength` must be a number, not a mapping'],
  ])('%s', async (value, message) => {
    const text = sweepText({ layer: `{ units: 4, regularizers: [{ use: l1, strength: ${value} }] }` });
    expect(await messageFor(text)).toContain(`: ${message}\n`);
  });

  it('and a whole number stays one', async () => {
    const text = sweepText({ layer: '{ units: { min: 1, max: 2.5 } }' });
    expect(await messageFor(text)).toContain(': `max` must be a whole number, not 2.5\n');
    const stepped = sweepText({ layer: '{ units: { min: 1, max: 3, step: 0.5 } }' });
    expect(await messageFor(stepped)).toContain(': `step` must be a whole number, not 0.5\n');
  });

  it('and a schedule stands only for a number of a regularizer or an optimizer', async () => {
    const schedule = '{ schedule: linear, from: 1, to: 2 }';
    expect(await messageFor(sweepText({ layer: `{ units: ${schedule} }` }))).toContain(
      ': `units` must be a whole number, not a mapping\n',
    );
    expect(await messageFor(sweepText({ dataset: `{ use: points, rows: ${schedule} }` }))).toContain(
      ': `rows` must be a whole number, not a mapping\n',
    );
  });
});
