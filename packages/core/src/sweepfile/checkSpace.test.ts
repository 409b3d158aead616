import { describe, expect, it } from 'vitest';
import { type Case, lines, problemsOf, sweep, sweepText } from '../../test/sweepfile/readTest.ts';

describe('searched values', () => {
  it.each<Case>([
    [
      'invalid ranges',
      sweep(
        'model:',
        '  layers:',
        '    - units: { min: 10, max: 3 }',
        '      regularizers:',
        '        - { use: l1, strength: { min: 0, max: 1, log: true, step: 1 } }',
        'train: { epochs: { min: 1, stop: 3 } }',
        'search: { method: random, trials: 3 }',
      ),
      [
        ['5:21 10', 'range-reversed', { min: 10, max: 3 }],
        ['7:39 0', 'log-range-not-positive', { min: 0 }],
        ['7:67 1', 'step-with-log'],
        [
          '8:18 { min: 1, stop: 3 }',
          'missing-key',
          { name: '`epochs`', key: 'max', about: 'The greatest value to try.' },
        ],
        ['8:28 stop', 'unknown-key', { meant: 'step', allowed: ['min', 'max', 'log', 'step', 'name'] }],
      ],
    ],
    [
      'a number that is wrong in two ways, which is reported once',
      sweepText({
        rest: 'train: { optimizer: { use: sgd, learningRate: { min: 0, max: 1, log: true } } }\nsearch: { method: random, trials: 3 }\n',
      }),
      [['6:54 0', 'out-of-bounds', { name: '`min`', value: 0, comparison: '>', limit: 0 }]],
    ],
    [
      'a range that is too wide, and a step that is too small',
      sweepText({
        layer:
          '{ units: 3, regularizers: [{ use: clip, min: { min: -1.7e+308, max: 1.7e+308 }, max: { min: 1e+300, max: 1.1e+300, step: 1 } }] }',
        rest: 'search: { method: random, trials: 3 }',
      }),
      [
        ['5:75 1.7e+308', 'range-too-wide', { min: -1.7e308, max: 1.7e308 }],
        ['5:99 1e+300', 'step-too-small', { step: 1, value: 1.1e300 }],
      ],
    ],
    [
      'invalid sets',
      lines(
        'name: test',
        'dataset: { use: points, rows: { values: [] }, sorted: { values: true } }',
        'model:',
        '  layers:',
        '    - units: { values: [1, 2, 1] }',
        '      activation: { values: [relu, tanh], probabilities: [0.5, 0.4] }',
        '    - units: { values: [3, 4], probabilities: [1] }',
      ),
      [
        ['2:41 []', 'wrong-length', { name: '`rows.values`', comparison: '>=', limit: 1, unit: 'value' }],
        [
          '2:65 true',
          'wrong-type',
          { name: '`sorted.values`', value: true, types: ['array'], about: 'The values to try.' },
        ],
        ['5:31 1', 'duplicate-value', { index: 2, earlier: 0 }],
        ['6:58 [0.5, 0.4]', 'probabilities-sum', { sum: 0.9 }],
        ['7:47 [1]', 'probabilities-count', { probabilities: 1, values: 2 }],
      ],
    ],
    [
      'duplicate names and wrong references',
      lines(
        'name: test',
        'dataset: { use: points, rows: { values: [5, 6], name: width } }',
        'model:',
        '  layers:',
        '    - units: { values: [1, 2], name: width }',
        '    - units: { ref: widht }',
        '    - units: { values: [3, { ref: own }], name: own }',
      ),
      [
        ['5:38 width', 'duplicate-parameter', { name: 'width', owner: 'dataset.rows' }],
        ['6:21 widht', 'unknown-parameter', { name: 'widht', meant: 'width', available: ['width', 'own'] }],
        ['7:35 own', 'circular-reference', { name: 'own' }],
      ],
    ],
    [
      'a reference to a parameter that does not always exist',
      sweep(
        'model:',
        '  layers:',
        '    - units: { ref: k }',
        '      regularizers:',
        '        - values:',
        '            - { use: k-sparse, k: { min: 2, max: 4 } }',
        '            - { use: l1 }',
      ),
      [['5:21 k', 'conditional-reference', { name: 'k', outer: 'regularizers', label: 'k-sparse' }]],
    ],
    [
      'more parameters than can be searched',
      sweep(
        `model: { layers: [${Array(1001).fill('{ units: { values: [1, 2] } }').join(', ')}] }`,
        'search: { method: random, trials: 1 }',
      ),
      [['1:1 name: test', 'too-many-parameters', { count: 1001, limit: 1000 }]],
    ],
    [
      'ranges and sets where values cannot be searched',
      lines(
        'name: test',
        'dataset: { use: { values: [points, table] } }',
        'model: { layers: [{ units: 3, activation: { min: 1, max: 2 } }] }',
        'replicates: { values: [1, 2] }',
      ),
      [
        [
          '2:17 { values: [points, table] }',
          'wrong-type',
          { name: '`use`', types: ['string'], remedy: 'list-plugins' },
        ],
        ['3:43 { min: 1, max: 2 }', 'wrong-type', { name: '`activation`', types: ['string'], remedy: 'list-values' }],
        ['4:13 { values: [1, 2] }', 'wrong-type', { name: '`replicates`', remedy: 'not-searchable' }],
      ],
    ],
  ])('%s', async (_what, text, problems) => {
    expect(await problemsOf(text)).toMatchObject(problems);
  });
});
