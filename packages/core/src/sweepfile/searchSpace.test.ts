import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { proposals } from '../../test/search/searchRun.ts';
import { type Expression, layer, product, wholeNumber } from '../../test/sweepfile/expressions.ts';
import { configurationOf, lines, problemsOf, readTest, sweepText } from '../../test/sweepfile/readTest.ts';
import { isJsonObject, type JsonValue } from '../plugin/json.ts';
import { configure } from '../search/configure.ts';
import { grid } from '../search/samplers/grid.ts';
import { random } from '../search/samplers/random.ts';
import { drawnValues } from '../search/space.ts';

describe('the search space of a file', () => {
  it('has a parameter for each searched value, in the order of the file', async () => {
    const text = lines(
      'name: test',
      'dataset: { use: points, rows: { min: 2, max: 8, step: 2, name: size } }',
      'model:',
      '  layers:',
      '    - units: { min: 1, max: 64, log: true }',
      '      activation: { values: [relu, tanh], probabilities: [0.25, 0.75] }',
      'train:',
      '  epochs: { distribution: logNormal, mu: 3, sigma: 0.5 }',
      '  optimizer: { use: adam, learningRate: { min: 1e-4, max: 0.1, log: true } }',
      'search: { method: random, trials: 3 }',
    );
    expect((await readTest(text)).spec.search.space.parameters).toEqual([
      {
        name: 'size',
        path: '/dataset/rows',
        domain: { type: 'range', min: 2, max: 8, step: 2, integer: true, log: false },
      },
      {
        name: 'units',
        path: '/model/layers/0/units',
        domain: { type: 'range', min: 1, max: 64, integer: true, log: true },
      },
      {
        name: 'activation',
        path: '/model/layers/0/activation',
        domain: { type: 'choice', labels: ['relu', 'tanh'], probabilities: [0.25, 0.75] },
      },
      {
        name: 'epochs',
        path: '/train/epochs',
        domain: { type: 'logNormal', mu: 3, sigma: 0.5, integer: true },
      },
      {
        name: 'learningRate',
        path: '/train/optimizer/learningRate',
        domain: { type: 'range', min: 0.0001, max: 0.1, integer: false, log: true },
      },
    ]);
  });

  it('takes whole numbers from the type of the option, not from how a number is written', async () => {
    const layer =
      '{ units: { min: 1.0, max: 3.0 }, regularizers: [{ use: l1, strength: { min: 0, max: 2, step: 1 } }] }';
    const { parameters } = (await readTest(sweepText({ layer }))).spec.search.space;
    expect(parameters.map(({ domain }) => 'integer' in domain && domain.integer)).toEqual([true, false]);
  });

  it('has the choice that each parameter is inside', async () => {
    const text = lines(
      'name: test',
      'dataset: { use: points }',
      'model:',
      '  layers:',
      '    - units: 4',
      '      regularizers:',
      '        - name: method',
      '          values:',
      '            - { use: l1, strength: { values: [1, { schedule: linear, from: 1, to: { values: [0, 0.5] } }] } }',
      '            - { use: k-sparse, k: { min: 1, max: 3 } }',
      '        - { use: l1, strength: { values: [3, 4] } }',
    );
    const { parameters } = (await readTest(text)).spec.search.space;
    expect(parameters.map(({ name, within }) => [name, within])).toEqual([
      ['method', undefined],
      ['l1.strength', { parameter: 'method', choice: 0 }],
      ['strength.values[1].to', { parameter: 'l1.strength', choice: 1 }],
      ['k', { parameter: 'method', choice: 1 }],
      ['regularizers[1].strength', undefined],
    ]);
  });

  it('names values of a plugin that is used twice by their index in the set', async () => {
    const layer =
      '{ units: 4, regularizers: { values: [[{ use: l1, strength: { values: [1, 2] } }], [{ use: l1, strength: { values: [3, 4] } }]] } }';
    const text = lines(
      'name: test',
      'dataset: { use: points }',
      'model:',
      '  layers:',
      '    - units: 4',
      '      regularizers:',
      '        - values:',
      '            - { use: l1, strength: { values: [1, 2] } }',
      '            - { use: l1, target: weights, strength: { values: [1, 2] } }',
    );
    expect((await readTest(text)).spec.search.space.parameters.map(({ name }) => name)).toEqual([
      'regularizers',
      'l1[0].strength',
      'l1[1].strength',
    ]);
    expect((await readTest(sweepText({ layer }))).spec.search.space.parameters.map(({ name }) => name)).toEqual([
      'regularizers',
      'values[0][0].strength',
      'values[1][0].strength',
    ]);
  });

  it('does not generate a name that the file gives', async () => {
    const text = lines(
      'name: test',
      'dataset: { use: points, rows: { values: [1, 2] }, seed: { values: [1, 2], name: rows } }',
      'model: { layers: [] }',
    );
    expect((await readTest(text)).spec.search.space.parameters.map(({ name }) => name)).toEqual([
      'dataset.rows',
      'rows',
    ]);
  });

  it('does not mistake options for searched values if they have the same keys', async () => {
    const clip = '{ use: clip, min: 0, max: { min: 1, max: 2, step: 1 }, values: [0, 1], window: { min: 2, max: 3 } }';
    const { space } = (await readTest(sweepText({ layer: `{ units: 4, regularizers: [${clip}] }` }))).spec.search;
    expect(space.parameters.map(({ path }) => path)).toEqual(['/model/layers/0/regularizers/0/max']);
  });

  it('can have parameters named like properties of every object', async () => {
    const text = lines(
      'name: test',
      'dataset: { use: points, rows: { values: [1, 2], name: constructor }, seed: { values: [1, 2], name: __proto__ } }',
      'model: { layers: [] }',
    );
    expect((await readTest(text)).spec.search.space.parameters.map(({ name }) => name)).toEqual([
      'constructor',
      '__proto__',
    ]);
  });
});

describe('a reference', () => {
  it('can be in the same choice as its parameter, in an inner one, or anywhere if the parameter always exists', async () => {
    const text = lines(
      'name: test',
      'dataset: { use: points, rows: { values: [1, 2] } }',
      'model:',
      '  layers:',
      '    - values:',
      '        - units: { values: [3, 4], name: width }',
      '          regularizers:',
      '            - values: [{ use: k-sparse, k: { ref: width } }, { use: l1, strength: { ref: rows } }]',
      '        - units: 5',
      'train: { batchSize: { ref: rows } }',
    );
    expect((await readTest(text)).spec.search.space.parameters.map(({ name }) => name)).toEqual([
      'rows',
      'layers',
      'width',
      'regularizers',
    ]);
  });

  it('must not be circular', async () => {
    const text = lines(
      'name: test',
      'dataset: { use: points }',
      'model:',
      '  layers:',
      '    - units: { name: a, values: [1, { ref: b }] }',
      '    - units: { name: b, values: [2, { ref: c }] }',
      '    - units: { name: c, values: [3, { ref: a }] }',
      '    - units: { ref: a }',
    );
    expect(await problemsOf(text)).toEqual([
      ['5:44 b', 'circular-reference', { name: 'b' }],
      ['6:44 c', 'circular-reference', { name: 'c' }],
      ['7:44 a', 'circular-reference', { name: 'a' }],
    ]);
  });

  it('can lead to a parameter in an invalid part', async () => {
    const text = lines(
      'name: test',
      'dataset: { use: points }',
      'model:',
      '  layers:',
      '    - units: 3',
      '      regularizers: [{ use: l3, strength: { min: 0, max: 1, name: s } }, { use: l1, strength: { ref: s } }]',
    );
    expect(await problemsOf(text)).toMatchObject([['6:29 l3', 'unknown-plugin', { name: 'l3' }]]);
  });
});

const MOST_CONFIGURATIONS = 300;

/** A sweep file as JSON, which is valid YAML, and how many configurations a grid has in it. */
const sweep = fc
  .tuple(fc.array(layer, { maxLength: 2 }), wholeNumber, wholeNumber)
  .map(([layers, rows, epochs]) => ({ layers, rows, epochs, count: product([...layers, rows, epochs]) }))
  .filter(({ count }) => count <= MOST_CONFIGURATIONS)
  .map(({ count, ...parts }) => ({ text: fileOf(parts), count }));

function fileOf(parts: { layers: readonly Expression[]; rows: Expression; epochs: Expression }): string {
  return JSON.stringify({
    name: 'test',
    dataset: { use: 'points', rows: parts.rows.written },
    model: { layers: parts.layers.map(({ written }) => written) },
    train: { epochs: parts.epochs.written },
  });
}

/** Whether some part of a value is still searched. */
function isSearched(value: JsonValue): boolean {
  if (Array.isArray(value)) return value.some(isSearched);
  if (!isJsonObject(value)) return false;
  return (
    ['values', 'ref', 'min', 'max', 'distribution'].some((key) => key in value) || Object.values(value).some(isSearched)
  );
}

const OPTIONS = { numRuns: 40, seed: 20_261_123 };

describe('any search space', () => {
  it('has a different, valid configuration in a grid for every combination of its parts', async () => {
    await fc.assert(
      fc.asyncProperty(sweep, async ({ text, count }) => {
        const sweep = await readTest(text);
        const draws = proposals({ sampler: grid, options: {}, space: sweep.spec.search.space });
        expect(draws).toHaveLength(count);
        for (const draw of draws) configurationOf(sweep, draw);
        expect(new Set(draws.map((draw) => JSON.stringify(draw))).size).toBe(count);
        const shown = draws.map((draw) => JSON.stringify(drawnValues(sweep.spec.search.space, draw)));
        expect(new Set(shown).size).toBe(count);
      }),
      OPTIONS,
    );
  });

  it('has a unique name for each parameter', async () => {
    await fc.assert(
      fc.asyncProperty(sweep, async ({ text }) => {
        const { parameters } = (await readTest(text)).spec.search.space;
        expect(new Set(parameters.map(({ name }) => name)).size).toBe(parameters.length);
      }),
      OPTIONS,
    );
  });

  it('leaves nothing searched in configurations, for any draw', async () => {
    await fc.assert(
      fc.asyncProperty(sweep, fc.nat(), async ({ text }, seed) => {
        const sweep = await readTest(text);
        for (const draw of proposals({
          sampler: random,
          options: {},
          space: sweep.spec.search.space,
          budget: 10,
          seed,
        })) {
          expect(isSearched(configure(sweep.spec.search.space, draw).configuration)).toBe(false);
          expect(configurationOf(sweep, draw).train.optimizer.use).toBe('adam');
        }
      }),
      OPTIONS,
    );
  });
});
