import { describe, expect, it } from 'vitest';
import {
  type Case,
  configurationOf,
  found,
  invalid,
  lines,
  problemsOf,
  readTest,
  sweep,
  sweepText,
} from '../../test/sweepfile/readTest.ts';
import { planTrials } from '../run/plan/planTrials.ts';

const ACTIVATIONS = ['relu', 'tanh', 'sigmoid', 'gelu', 'linear'];

describe('keys and values', () => {
  it.each<Case>([
    [
      'an unknown key',
      sweepText({ layer: '{ unitz: 3, activation: relu }' }),
      [
        [
          '5:9 unitz',
          'unknown-key',
          { meant: 'units', allowed: ['units', 'activation', 'initializer', 'regularizers'] },
        ],
      ],
    ],
    [
      'a value that is not allowed',
      sweepText({ layer: '{ units: 3, activation: rleu }' }),
      [['5:31 rleu', 'not-allowed', { name: '`activation`', value: 'rleu', meant: 'relu', allowed: ACTIVATIONS }]],
    ],
    [
      'an unknown regularizer, whose options are not checked',
      sweepText({ layer: '{ units: 3, regularizers: [{ use: l2, strength: { min: 0 } }] }' }),
      [
        [
          '5:41 l2',
          'unknown-plugin',
          {
            kind: 'regularizer',
            name: 'l2',
            meant: 'l1',
            available: ['clip', 'k-sparse', 'l1', 'top-k'],
            isOpen: true,
          },
        ],
      ],
    ],
    [
      'an unknown optimizer, search method and engine',
      sweepText({
        rest: 'train: { optimizer: { use: adm } }\nsearch: { method: grdi }\nrun: { engine: tjs }\n',
      }),
      [
        ['6:28 adm', 'unknown-plugin', { kind: 'optimizer', meant: 'adam', available: ['adam', 'sgd'], isOpen: false }],
        ['7:19 grdi', 'unknown-plugin', { kind: 'search method', meant: 'grid', available: ['grid', 'random'] }],
        ['8:16 tjs', 'unknown-plugin', { kind: 'engine', meant: 'tfjs', available: ['tfjs', 'wasm'], isOpen: true }],
      ],
    ],
    [
      'values of the wrong type',
      lines(
        'name: 5',
        'dataset: points',
        'model: { layers: { units: 4 } }',
        'train: { epochs: five, batchSize: "32", shuffle: yes, optimizer: { use: adam, learningRate: .inf } }',
        'replicates:',
        'metrics: { name: train.loss, goal: minimize }',
      ),
      [
        ['1:7 5', 'wrong-type', { name: '`name`', value: 5, types: ['string'], remedy: 'add-quotes' }],
        ['2:10 points', 'wrong-type', { value: 'points', types: ['object'], remedy: 'write-use' }],
        ['3:18 { units: 4 }', 'wrong-type', { value: { units: 4 }, types: ['array'], remedy: 'write-items' }],
        [
          '4:18 five',
          'wrong-type',
          { value: 'five', types: ['integer'], remedy: undefined, about: 'Passes over the data.' },
        ],
        ['4:35 "32"', 'wrong-type', { value: '32', types: ['integer'], remedy: 'remove-quotes' }],
        [
          '4:50 yes',
          'wrong-type',
          { value: 'yes', types: ['boolean'], about: 'Whether every epoch has a new random order.' },
        ],
        ['4:93 .inf', 'wrong-type', { value: Number.POSITIVE_INFINITY, types: ['number'], about: 'Size of a step.' }],
        [
          '5:1 replicates',
          'wrong-type',
          {
            value: null,
            types: ['integer'],
            about: 'How many times, with different seeds, each configuration is trained.',
          },
        ],
        ['6:10 { name: train.loss, goal: minimize }', 'wrong-type', { types: ['array'], remedy: 'write-items' }],
      ],
    ],
    [
      'numbers out of bounds',
      lines(
        'name: test',
        'dataset: { use: points, rows: 1001 }',
        'model:',
        '  layers:',
        '    - units: 0',
        '      regularizers:',
        '        - { use: top-k, density: 0 }',
        '        - { use: top-k, density: { values: [0.5, 1.5] } }',
      ),
      [
        ['2:31 1001', 'out-of-bounds', { name: '`rows`', value: 1001, comparison: '<=', limit: 1000 }],
        ['5:14 0', 'out-of-bounds', { name: '`units`', value: 0, comparison: '>=', limit: 1 }],
        ['7:34 0', 'out-of-bounds', { name: '`density`', value: 0, comparison: '>', limit: 0 }],
        ['8:50 1.5', 'out-of-bounds', { name: '`density.values[1]`', value: 1.5, comparison: '<=', limit: 1 }],
      ],
    ],
    [
      'missing keys',
      'question: Why?\nmodel: { layers: [{}, { units: 3, regularizers: [{ use: top-k }] }] }\n',
      [
        [
          '1:1 question: Why?',
          'missing-key',
          { name: 'the file', key: 'name', about: 'Name of the sweep, in one line, by which its results are found.' },
        ],
        [
          '1:1 question: Why?',
          'missing-key',
          { key: 'dataset', about: 'The data: a dataset, with its options and the split.' },
        ],
        ['2:19 {}', 'missing-key', { name: '`layers[0]`', key: 'units', about: 'Width of the layer.' }],
        ['2:50 { use: top-k }', 'missing-key', { name: '`regularizers[0]`', key: 'density', about: 'What share.' }],
      ],
    ],
    [
      'neither or both of two alternative keys, or one of them misspelled',
      sweep(
        'model:',
        '  layers:',
        '    - units: 4',
        '      regularizers:',
        '        - { use: k-sparse, k: 1, fraction: 0.5 }',
        '        - { use: k-sparse }',
        '        - { use: k-sparse, K: 2 }',
      ),
      [
        [
          '7:11 { use: k-sparse, k: 1, fraction: 0.5 }',
          'missing-alternative',
          {
            name: '`regularizers[0]`',
            alternatives: [['k'], ['fraction']],
            exactly: true,
            about: 'Keeps the k most active units.',
          },
        ],
        ['8:11 { use: k-sparse }', 'missing-alternative', { name: '`regularizers[1]`' }],
        ['9:28 K', 'unknown-key', { meant: 'k', allowed: ['use', 'k', 'fraction'] }],
      ],
    ],
    [
      'wrong values of options that can be null',
      sweepText({ dataset: '{ use: points, seed: -3, weights: 3 }' }),
      [
        ['2:31 -3', 'out-of-bounds', { name: '`seed`', value: -3, comparison: '>=', limit: 0 }],
        [
          '2:44 3',
          'wrong-type',
          { name: '`weights`', value: 3, types: ['array', 'null'], about: 'Share of each class.' },
        ],
      ],
    ],
  ])('%s', async (_what, text, problems) => {
    expect(await problemsOf(text)).toMatchObject(problems);
  });
});

describe('several problems', () => {
  it('are reported at once, in the order of the file', async () => {
    const text = lines(
      'nam: test',
      'dataset: { use: points, rows: many }',
      'model:',
      '  layers:',
      '    - { units: { values: [] } }',
      '    - { units: { ref: nothing } }',
      'replicates: 0',
    );
    expect(await problemsOf(text)).toMatchObject([
      ['1:1 nam', 'unknown-key', { key: 'nam' }],
      ['2:31 many', 'wrong-type', { name: '`rows`', value: 'many' }],
      ['5:26 []', 'wrong-length', { name: '`units.values`' }],
      ['6:23 nothing', 'unknown-parameter', { name: 'nothing' }],
      ['7:13 0', 'out-of-bounds', { name: '`replicates`', value: 0 }],
    ]);
  });

  it('are reported once if aliases repeat them, at the anchor', async () => {
    const text = sweep(
      'model:',
      '  layers:',
      '    - &wide { units: 64, activation: rel }',
      '    - *wide',
      'train: { epochs: &many many, batchSize: *many }',
    );
    expect(await problemsOf(text)).toMatchObject([
      ['5:38 rel', 'not-allowed', { meant: 'relu' }],
      ['7:24 many', 'wrong-type', { name: '`epochs`' }],
      ['7:41 *many', 'wrong-type', { name: '`batchSize`' }],
    ]);
  });

  it('are placed at the key of an empty value, and at the first line of a long one', async () => {
    const text = sweep('model:', 'train:', '  epochs:', '    - 1', '    - 2');
    expect(await problemsOf(text)).toMatchObject([
      ['3:1 model', 'wrong-type', { value: null, types: ['object'], about: 'The network.' }],
      ['6:5 - 1', 'wrong-type', { value: [1, 2], types: ['integer'] }],
    ]);
  });
});

describe('a value that is invalid only in some draws', () => {
  it('is reported before anything runs, at its place', async () => {
    const text = sweep(
      'model:',
      '  layers:',
      '    - units: 4',
      '      regularizers: [{ use: l1, strength: { name: s, values: [2, 0.5] } }]',
      '    - units: { ref: s }',
    );
    const spec = await readTest(text);
    expect(configurationOf(spec, { s: 0 }).model.layers[1]?.units).toBe(2);
    const error = await invalid(() => planTrials(spec, [{ s: 0 }, { s: 1 }], 0));
    expect(found(error)).toMatchObject([
      [
        '7:14 { ref: s }',
        'wrong-type',
        { name: '`units`', value: 0.5, types: ['integer'], about: 'Width of the layer.' },
      ],
    ]);
    expect(error.problems[0]?.notes.at(-1)).toBe('with s = 0.5');
  });

  it('is shown in the file as it was written, even after --set changed it', async () => {
    const text = lines(
      '# a comment',
      'name: test',
      '',
      'dataset: { use: points, rows: { distribution: normal, mu: -5, sigma: 1 } }',
      'model: { layers: [] }',
      'search: { method: random, trials: 1 }',
    );
    const spec = await readTest(text, ['train.epochs=3']);
    const error = await invalid(() => planTrials(spec, [{ rows: -5 }], 0));
    expect(found(error)).toMatchObject([
      ['4:31 { distribution: normal, mu: -5, sigma: 1 }', 'out-of-bounds', { name: '`rows`', value: -5, limit: 1 }],
    ]);
    expect(error.problems[0]?.notes).toEqual(['with rows = -5']);
  });

  it('can be a relation between values', async () => {
    const split = '{ train: { values: [0.5, 0.8] }, validation: 0.2, test: { values: [0, 0.3] } }';
    const spec = await readTest(sweepText({ dataset: `{ use: points, split: ${split} }` }));
    expect(configurationOf(spec, { train: 0, test: 1 }).dataset.split).toEqual({
      train: 0.5,
      validation: 0.2,
      test: 0.3,
    });
    expect(spec.compiler.compile({ train: 1, test: 1 })).toMatchObject({
      problems: [{ id: 'split-sum', data: { sum: 1.3 } }],
    });
  });
});
