import { describe, expect, it } from 'vitest';
import { readTest, sweepText } from '../../test/sweepfile/readTest.ts';

function lines(...text: readonly string[]): string {
  return text.join('\n');
}

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

  it('knows whole numbers by the option, not by how a number is written', async () => {
    const layer =
      '{ units: { min: 1.0, max: 3.0 }, regularizers: [{ use: l1, strength: { min: 0, max: 2, step: 1 } }] }';
    const { parameters } = (await readTest(sweepText({ layer }))).spec.search.space;
    expect(parameters.map(({ domain }) => 'integer' in domain && domain.integer)).toEqual([true, false]);
  });

  it('knows in which choice a parameter stands', async () => {
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

  it('names values of one plugin in two choices by the place in the set', async () => {
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

  it('gives way to names of the file', async () => {
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

  it('takes options for what they are, even if they are called like parts of a search', async () => {
    const clip = '{ use: clip, min: 0, max: { min: 1, max: 2, step: 1 }, values: [0, 1], window: { min: 2, max: 3 } }';
    const { space } = (await readTest(sweepText({ layer: `{ units: 4, regularizers: [${clip}] }` }))).spec.search;
    expect(space.parameters.map(({ path }) => path)).toEqual(['/model/layers/0/regularizers/0/max']);
  });

  it('takes names that every object has for names like others', async () => {
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
  it('may stand in the same choice as its parameter, in an inner one, or anywhere for one that is always drawn', async () => {
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

  it('may not lead in a circle', async () => {
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
    const message = await readTest(text).catch((thrown: Error) => thrown.message);
    expect(String(message).match(/^sweep.*$/gm)).toEqual([
      'sweep.yaml:5:44: `ref: b` leads back to where it stands',
      'sweep.yaml:6:44: `ref: c` leads back to where it stands',
      'sweep.yaml:7:44: `ref: a` leads back to where it stands',
    ]);
  });

  it('leads somewhere even in a part that is wrong', async () => {
    const text = lines(
      'name: test',
      'dataset: { use: points }',
      'model:',
      '  layers:',
      '    - units: 3',
      '      regularizers: [{ use: l3, strength: { min: 0, max: 1, name: s } }, { use: l1, strength: { ref: s } }]',
    );
    const message = await readTest(text).catch((thrown: Error) => thrown.message);
    expect(String(message).match(/^sweep.*$/gm)).toEqual(['sweep.yaml:6:29: there is no regularizer `l3`']);
  });
});
