import { describe, expect, it } from 'vitest';
import {
  configurationOf,
  type Found,
  found,
  invalid,
  problemsOf,
  readTest,
  sweepText,
} from '../../test/sweepfile/readTest.ts';
import { planTrials } from '../run/plan/planTrials.ts';

/** A file, and every problem in it: where, what, and the parts of its data that matter. */
type Case = readonly [what: string, text: string, problems: readonly Found[]];

function lines(...text: readonly string[]): string {
  return text.join('\n');
}

/** A file with the keys that every sweep needs. */
function sweep(...text: readonly string[]): string {
  return lines('name: test', 'dataset: { use: points }', ...text);
}

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
});

describe('values that contradict each other', () => {
  it.each<Case>([
    [
      'a split that does not sum to 1, and has no validation rows for a metric',
      sweepText({
        dataset: '{ use: points, split: { train: 0.7, test: 0.2 } }',
        rest: 'metrics: [{ name: validation.loss, goal: minimize }]\n',
      }),
      [
        ['2:32 { train: 0.7, test: 0.2 }', 'split-sum', { sum: 0.9 }],
        ['6:19 validation.loss', 'no-validation-split', { metric: 'validation.loss' }],
      ],
    ],
    [
      'a metric of the test split',
      sweepText({ rest: 'metrics: [{ name: test.accuracy, goal: maximise }]\n' }),
      [
        [
          '6:19 test.accuracy',
          'not-allowed',
          {
            name: '`name`',
            value: 'test.accuracy',
            meant: undefined,
            about: 'What is measured; a sweep never selects by test, which is only reported.',
            allowed: [
              'validation.accuracy',
              'validation.loss',
              'train.accuracy',
              'train.loss',
              'weights.zeroFraction',
              'activations.zeroFraction',
            ],
          },
        ],
        ['6:40 maximise', 'not-allowed', { name: '`goal`', meant: 'maximize', allowed: ['maximize', 'minimize'] }],
      ],
    ],
    [
      'impossible schedules',
      sweep(
        'model:',
        '  layers:',
        '    - units: 4',
        '      regularizers:',
        '        - { use: l1, strength: { schedule: exponential, from: 1, to: 0 } }',
        '        - { use: l1, strength: { schedule: cubic, from: 1, to: 0, start: 0.8, end: 0.5 } }',
        '        - { use: l1, strength: { schedule: cubed, from: -1 } }',
      ),
      [
        ['7:32 { schedule: exponential, from: 1, to: 0 }', 'schedule-through-zero', { from: 1, to: 0 }],
        ['8:74 0.8', 'schedule-reversed', { start: 0.8, end: 0.5 }],
        [
          '9:32 { schedule: cubed, from: -1 }',
          'missing-key',
          { name: '`strength`', key: 'to', about: 'Value at the end.' },
        ],
        [
          '9:44 cubed',
          'not-allowed',
          { meant: 'cubic', allowed: ['linear', 'cosine', 'cubic', 'exponential', 'steps'] },
        ],
        ['9:57 -1', 'out-of-bounds', { name: '`from`', value: -1, comparison: '>=', limit: 0 }],
      ],
    ],
  ])('%s', async (_what, text, problems) => {
    expect(await problemsOf(text)).toMatchObject(problems);
  });
});

describe('invalid YAML', () => {
  it.each<Case>([
    [
      'a bracket that is not closed',
      'name: test\ndataset: { use: points\nmodel:\n  layers: []\n',
      [['3:1 m', 'unclosed-bracket', { bracket: '}' }]],
    ],
    ['a quote that is not closed', 'name: "test\ndataset: points\n', [['3:1 ', 'unclosed-quote', { quote: '"' }]]],
    [
      'an item that is indented too little',
      'name: test\nmodel:\n  layers:\n    - units: 3\n   - units: 4\n',
      [['5:1  ', 'wrong-indentation']],
    ],
    ['a colon in text', 'name: sparse: a test\n', [['1:7 s', 'wrong-indentation']]],
    ['a tab as indentation', 'name: test\nmodel:\n\tlayers: []\n', [['3:1 \t', 'tab-indentation']]],
    ['a key without a colon', 'name: test\nmodel\n', [['2:1 model', 'missing-colon']]],
    [
      'duplicate keys',
      'name: a\nname: b\nquestion: Why?\nquestion: How?\n',
      [
        ['2:1 name', 'duplicate-key', { key: 'name' }],
        ['4:1 question', 'duplicate-key', { key: 'question' }],
      ],
    ],
    [
      'a reserved character',
      'name: @test\n',
      [['1:7 @', 'reserved-character', { reason: 'Plain value cannot start with reserved character @' }]],
    ],
    ['a tag', 'name: !secret test\n', [['1:7 !secret', 'unknown-tag', { tag: '!secret' }]]],
    ['a second document', 'name: a\n---\nname: b\n', [['2:1 ---', 'second-document']]],
    ['an unknown anchor', 'name: *title\n', [['1:7 *title', 'unknown-anchor', { name: 'title' }]]],
    [
      'an alias inside its own anchor',
      'name: test\nmodel: &model { layers: [*model] }\n',
      [['2:26 *model', 'recursive-alias', { name: 'model' }]],
    ],
    ['a list as a key', '? [a, b]\n: c\n', [['1:1 ? [a, b]', 'complex-key']]],
    ['nothing', '', [['file', 'not-a-sweep']]],
    ['only a comment', '# later\n', [['file', 'not-a-sweep']]],
    ['a list', '- name: test\n', [['file', 'not-a-sweep']]],
    ['more than 250 kB', `${sweepText()}# ${'x'.repeat(250_000)}`, [['file', 'file-too-large', { kilobytes: 250 }]]],
    [
      'aliases that expand to too many values',
      lines('a: &a [x, x, x, x, x, x, x, x, x, x]', ...['b', 'c', 'd', 'e', 'f'].map(tenfold)),
      [['file', 'too-many-values', { limit: 100_000 }]],
    ],
    [
      'hundreds of levels',
      `name: test\nmodel: ${'['.repeat(200)}${']'.repeat(200)}\n`,
      [[`2:107 ${'['.repeat(101)}${']'.repeat(101)}`, 'nested-too-deeply', { levels: 100 }]],
    ],
    [
      'more levels than the parser reads',
      `name: ${'['.repeat(10_000)}`,
      [[expect.stringMatching(/^1:\d+ \[/), 'nested-too-deeply', { levels: undefined }]],
    ],
    [
      'a wrong escape sequence',
      'name: "\\q"\n',
      [['1:8 \\', 'invalid-yaml', { reason: 'Invalid escape sequence \\q' }]],
    ],
  ])('%s', async (_what, text, problems) => {
    expect(await problemsOf(text)).toMatchObject(problems);
  });
});

/** Ten aliases of the anchor named by the previous letter. */
function tenfold(letter: string): string {
  const before = String.fromCharCode(letter.charCodeAt(0) - 1);
  return `${letter}: &${letter} [${Array.from({ length: 10 }, () => `*${before}`).join(', ')}]`;
}

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
