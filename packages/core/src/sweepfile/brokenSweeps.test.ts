import { describe, expect, it } from 'vitest';
import { configurationOf, messageFor, readTest, sweepText } from '../../test/sweepfile/readTest.ts';
import { planTrials } from '../run/plan/planTrials.ts';

function lines(...text: readonly string[]): string {
  return text.join('\n');
}

describe('a sweep file with a mistake in its keys and values', () => {
  it('names an unknown key and the one that was meant', async () => {
    expect(await messageFor(sweepText({ layer: '{ unitz: 3, activation: relu }' }))).toBe(
      lines(
        'sweep.yaml:5:9: unknown key `unitz`',
        '  5 |     - { unitz: 3, activation: relu }',
        '    |         ^^^^^',
        '    = did you mean `units`?',
        '    = allowed: units, activation, initializer, regularizers',
      ),
    );
  });

  it('names the activation that was meant', async () => {
    expect(await messageFor(sweepText({ layer: '{ units: 3, activation: rleu }' }))).toBe(
      lines(
        'sweep.yaml:5:31: `activation` cannot be "rleu"',
        '  5 |     - { units: 3, activation: rleu }',
        '    |                               ^^^^',
        '    = did you mean `relu`?',
        '    = allowed: relu, tanh, sigmoid, gelu, linear',
      ),
    );
  });

  it('lists the plugins there are', async () => {
    const layer = '{ units: 3, regularizers: [{ use: l2, strength: { min: 0 } }] }';
    expect(await messageFor(sweepText({ layer }))).toBe(
      lines(
        'sweep.yaml:5:41: there is no regularizer `l2`',
        '  5 |     - { units: 3, regularizers: [{ use: l2, strength: { min: 0 } }] }',
        '    |                                         ^^',
        '    = did you mean `l1`?',
        '    = allowed: clip, k-sparse, l1, top-k',
        '    = or the path of a file (./my-regularizer.ts), or the name of a package',
      ),
    );
  });

  it('lists optimizers, search methods and engines', async () => {
    const rest = 'train: { optimizer: { use: adm } }\nsearch: { method: grdi }\nrun: { engine: tjs }\n';
    expect(await messageFor(sweepText({ rest }))).toBe(
      lines(
        'sweep.yaml:6:28: there is no optimizer `adm`',
        '  6 | train: { optimizer: { use: adm } }',
        '    |                            ^^^',
        '    = did you mean `adam`?',
        '    = allowed: adam, sgd',
        '',
        'sweep.yaml:7:19: `method` cannot be "grdi"',
        '  7 | search: { method: grdi }',
        '    |                   ^^^^',
        '    = did you mean `grid`?',
        '    = allowed: grid, random',
        '',
        'sweep.yaml:8:16: there is no engine `tjs`, and no package of that name',
        '  8 | run: { engine: tjs }',
        '    |                ^^^',
        '    = did you mean `tfjs`?',
        '    = allowed: tfjs, wasm',
      ),
    );
  });

  it('says of what type a value must be, and how to write it', async () => {
    const text = lines(
      'name: 5',
      'dataset: points',
      'model: { layers: { units: 4 } }',
      'train: { epochs: five, batchSize: "32", shuffle: yes, optimizer: { use: adam, learningRate: .inf } }',
      'replicates:',
      'metrics: { name: train.loss, goal: minimize }',
    );
    expect(await messageFor(text)).toBe(
      lines(
        'sweep.yaml:1:7: `name` must be text, not 5',
        '  1 | name: 5',
        '    |       ^',
        '    = in quotes it is text: "5"',
        '',
        'sweep.yaml:2:10: `dataset` must be a mapping, not "points"',
        '  2 | dataset: points',
        '    |          ^^^^^^',
        '    = write { use: points }',
        '',
        'sweep.yaml:3:18: `layers` must be a list, not a mapping',
        '  3 | model: { layers: { units: 4 } }',
        '    |                  ^^^^^^^^^^^^',
        '    = begin each item of a list with `- `',
        '',
        'sweep.yaml:4:18: `epochs` must be a whole number, not "five"',
        '  4 | train: { epochs: five, batchSize: "32", shuffle: yes, optimizer: { use: adam, learningRate: .inf } }',
        '    |                  ^^^^',
        '    = Passes over the data.',
        '',
        'sweep.yaml:4:35: `batchSize` must be a whole number, not "32"',
        '  4 | train: { epochs: five, batchSize: "32", shuffle: yes, optimizer: { use: adam, learningRate: .inf } }',
        '    |                                   ^^^^',
        '    = leave out the quotes',
        '',
        'sweep.yaml:4:50: `shuffle` must be true or false, not "yes"',
        '  4 | train: { epochs: five, batchSize: "32", shuffle: yes, optimizer: { use: adam, learningRate: .inf } }',
        '    |                                                  ^^^',
        '    = Whether every epoch has a new random order.',
        '',
        'sweep.yaml:4:93: `learningRate` must be a number, not Infinity',
        '  4 | train: { epochs: five, batchSize: "32", shuffle: yes, optimizer: { use: adam, learningRate: .inf } }',
        '    |                                                                                             ^^^^',
        '    = Size of a step.',
        '',
        'sweep.yaml:5:1: `replicates` must be a whole number, not empty',
        '  5 | replicates:',
        '    | ^^^^^^^^^^',
        '    = How many times, with different seeds, each configuration is trained.',
        '',
        'sweep.yaml:6:10: `metrics` must be a list, not a mapping',
        '  6 | metrics: { name: train.loss, goal: minimize }',
        '    |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^',
        '    = begin each item of a list with `- `',
      ),
    );
  });

  it('says in which range a number must be', async () => {
    const text = lines(
      'name: test',
      'dataset: { use: points, rows: 1001 }',
      'model:',
      '  layers:',
      '    - units: 0',
      '      regularizers:',
      '        - { use: top-k, density: 0 }',
      '        - { use: top-k, density: { values: [0.5, 1.5] } }',
    );
    expect(await messageFor(text)).toBe(
      lines(
        'sweep.yaml:2:31: `rows` is 1001; it must be at most 1000',
        '  2 | dataset: { use: points, rows: 1001 }',
        '    |                               ^^^^',
        '',
        'sweep.yaml:5:14: `units` is 0; it must be at least 1',
        '  5 |     - units: 0',
        '    |              ^',
        '',
        'sweep.yaml:7:34: `density` is 0; it must be greater than 0',
        '  7 |         - { use: top-k, density: 0 }',
        '    |                                  ^',
        '',
        'sweep.yaml:8:50: `density.values[1]` is 1.5; it must be at most 1',
        '  8 |         - { use: top-k, density: { values: [0.5, 1.5] } }',
        '    |                                                  ^^^',
      ),
    );
  });

  it('says which keys are missing, and what they are', async () => {
    expect(
      await messageFor('question: Why?\nmodel: { layers: [{}, { units: 3, regularizers: [{ use: top-k }] }] }\n'),
    ).toBe(
      lines(
        'sweep.yaml:1:1: the file lacks the key `name`',
        '  1 | question: Why?',
        '    | ^^^^^^^^^^^^^^',
        '    = name: Name of the sweep, in one line, by which its results are found.',
        '',
        'sweep.yaml:1:1: the file lacks the key `dataset`',
        '  1 | question: Why?',
        '    | ^^^^^^^^^^^^^^',
        '    = dataset: The data: a dataset, with its options and the split.',
        '',
        'sweep.yaml:2:19: `layers[0]` lacks the key `units`',
        '  2 | model: { layers: [{}, { units: 3, regularizers: [{ use: top-k }] }] }',
        '    |                   ^^',
        '    = units: Width of the layer.',
        '',
        'sweep.yaml:2:50: `regularizers[0]` lacks the key `density`',
        '  2 | model: { layers: [{}, { units: 3, regularizers: [{ use: top-k }] }] }',
        '    |                                                  ^^^^^^^^^^^^^^',
        '    = density: What share.',
      ),
    );
  });

  it('asks for one of two options where one is needed, unless it was only misspelled', async () => {
    const text = lines(
      'name: test',
      'dataset: { use: points }',
      'model:',
      '  layers:',
      '    - units: 4',
      '      regularizers:',
      '        - { use: k-sparse, k: 1, fraction: 0.5 }',
      '        - { use: k-sparse }',
      '        - { use: k-sparse, K: 2 }',
    );
    expect(await messageFor(text)).toBe(
      lines(
        'sweep.yaml:7:11: `regularizers[0]` needs exactly one of `k`, `fraction`',
        '  7 |         - { use: k-sparse, k: 1, fraction: 0.5 }',
        '    |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^',
        '    = Keeps the k most active units.',
        '',
        'sweep.yaml:8:11: `regularizers[1]` needs exactly one of `k`, `fraction`',
        '  8 |         - { use: k-sparse }',
        '    |           ^^^^^^^^^^^^^^^^^',
        '    = Keeps the k most active units.',
        '',
        'sweep.yaml:9:28: unknown key `K`',
        '  9 |         - { use: k-sparse, K: 2 }',
        '    |                            ^',
        '    = did you mean `k`?',
        '    = allowed: use, k, fraction',
      ),
    );
  });

  it('knows which alternative of a nullable option was meant', async () => {
    expect(await messageFor(sweepText({ dataset: '{ use: points, seed: -3, weights: 3 }' }))).toBe(
      lines(
        'sweep.yaml:2:31: `seed` is -3; it must be at least 0',
        '  2 | dataset: { use: points, seed: -3, weights: 3 }',
        '    |                               ^^',
        '',
        'sweep.yaml:2:44: `weights` must be a list or null, not 3',
        '  2 | dataset: { use: points, seed: -3, weights: 3 }',
        '    |                                            ^',
        '    = Share of each class.',
      ),
    );
  });
});

describe('a sweep file with a mistake in what it searches', () => {
  it('turns down ranges that are none', async () => {
    const text = lines(
      'name: test',
      'dataset: { use: points }',
      'model:',
      '  layers:',
      '    - units: { min: 10, max: 3 }',
      '      regularizers:',
      '        - { use: l1, strength: { min: 0, max: 1, log: true, step: 1 } }',
      'train: { epochs: { min: 1, stop: 3 } }',
      'search: { method: random, trials: 3 }',
    );
    expect(await messageFor(text)).toBe(
      lines(
        'sweep.yaml:5:21: `min` is 10, above `max`, which is 3',
        '  5 |     - units: { min: 10, max: 3 }',
        '    |                     ^^',
        '    = swap them',
        '',
        'sweep.yaml:7:39: `min` is 0 in a range with `log: true`',
        '  7 |         - { use: l1, strength: { min: 0, max: 1, log: true, step: 1 } }',
        '    |                                       ^',
        '    = logarithms need numbers above 0: raise `min`, or leave out `log`',
        '',
        'sweep.yaml:7:67: `step` cannot go with `log: true`',
        '  7 |         - { use: l1, strength: { min: 0, max: 1, log: true, step: 1 } }',
        '    |                                                                   ^',
        '    = leave out one of the two, or list `values`',
        '',
        'sweep.yaml:8:18: `epochs` lacks the key `max`',
        '  8 | train: { epochs: { min: 1, stop: 3 } }',
        '    |                  ^^^^^^^^^^^^^^^^^^^',
        '    = max: The greatest value to try.',
        '',
        'sweep.yaml:8:28: unknown key `stop`',
        '  8 | train: { epochs: { min: 1, stop: 3 } }',
        '    |                            ^^^^',
        '    = did you mean `step`?',
        '    = allowed: min, max, log, step, name',
      ),
    );
  });

  it('says one thing of a number that is wrong in two ways', async () => {
    const rest =
      'train: { optimizer: { use: sgd, learningRate: { min: 0, max: 1, log: true } } }\nsearch: { method: random, trials: 3 }\n';
    expect(await messageFor(sweepText({ rest }))).toBe(
      lines(
        'sweep.yaml:6:54: `min` is 0; it must be greater than 0',
        '  6 | train: { optimizer: { use: sgd, learningRate: { min: 0, max: 1, log: true } } }',
        '    |                                                      ^',
      ),
    );
  });

  it('turns down sets that are none', async () => {
    const text = lines(
      'name: test',
      'dataset: { use: points, rows: { values: [] }, sorted: { values: true } }',
      'model:',
      '  layers:',
      '    - units: { values: [1, 2, 1] }',
      '      activation: { values: [relu, tanh], probabilities: [0.5, 0.4] }',
      '    - units: { values: [3, 4], probabilities: [1] }',
    );
    expect(await messageFor(text)).toBe(
      lines(
        'sweep.yaml:2:41: `rows.values` must have at least 1 value',
        '  2 | dataset: { use: points, rows: { values: [] }, sorted: { values: true } }',
        '    |                                         ^^',
        '',
        'sweep.yaml:2:65: `sorted.values` must be a list, not true',
        '  2 | dataset: { use: points, rows: { values: [] }, sorted: { values: true } }',
        '    |                                                                 ^^^^',
        '    = The values to try.',
        '',
        'sweep.yaml:5:31: `values[2]` is the same as `values[0]`',
        '  5 |     - units: { values: [1, 2, 1] }',
        '    |                               ^',
        '    = list each value once; `probabilities` give one more weight',
        '',
        'sweep.yaml:6:58: `probabilities` sum to 0.9; they must sum to 1',
        '  6 |       activation: { values: [relu, tanh], probabilities: [0.5, 0.4] }',
        '    |                                                          ^^^^^^^^^^',
        '',
        'sweep.yaml:7:47: `probabilities` has 1 numbers for 2 values',
        '  7 |     - units: { values: [3, 4], probabilities: [1] }',
        '    |                                               ^^^',
        '    = give one probability for each value',
      ),
    );
  });

  it('turns down names that are taken and references that lead nowhere', async () => {
    const text = lines(
      'name: test',
      'dataset: { use: points, rows: { values: [5, 6], name: width } }',
      'model:',
      '  layers:',
      '    - units: { values: [1, 2], name: width }',
      '    - units: { ref: widht }',
      '    - units: { values: [3, { ref: own }], name: own }',
    );
    expect(await messageFor(text)).toBe(
      lines(
        'sweep.yaml:5:38: the parameter name `width` is taken',
        '  5 |     - units: { values: [1, 2], name: width }',
        '    |                                      ^^^^^',
        '    = `dataset.rows` has it already',
        '    = give each a name of its own, or share one draw with `{ ref: ... }`',
        '',
        'sweep.yaml:6:21: `ref` names no parameter: "widht"',
        '  6 |     - units: { ref: widht }',
        '    |                     ^^^^^',
        '    = did you mean `width`?',
        '    = parameters: width, own',
        '',
        'sweep.yaml:7:35: `ref: own` leads back to where it stands',
        '  7 |     - units: { values: [3, { ref: own }], name: own }',
        '    |                                   ^^^',
      ),
    );
  });

  it('turns down a reference to what is not always drawn', async () => {
    const text = lines(
      'name: test',
      'dataset: { use: points }',
      'model:',
      '  layers:',
      '    - units: { ref: k }',
      '      regularizers:',
      '        - values:',
      '            - { use: k-sparse, k: { min: 2, max: 4 } }',
      '            - { use: l1 }',
    );
    expect(await messageFor(text)).toBe(
      lines(
        'sweep.yaml:5:21: `k` is drawn only where `regularizers` is k-sparse, and this `ref` may stand without it',
        '  5 |     - units: { ref: k }',
        '    |                     ^',
        '    = put the `ref` into the same choice, or take the parameter out of it',
      ),
    );
  });

  it('says what a grid cannot visit', async () => {
    const text = lines(
      'name: test',
      'dataset: { use: points }',
      'model: { layers: [{ units: { min: 1, max: 3 } }] }',
      'train:',
      '  optimizer: { use: sgd, learningRate: { min: 0.1, max: 1 } }',
    );
    expect(await messageFor(text)).toBe(
      lines(
        'sweep.yaml:5:40: `learningRate`: a grid cannot visit a continuous range: give it a `step`, list `values`, or search with `method: random`',
        '  5 |   optimizer: { use: sgd, learningRate: { min: 0.1, max: 1 } }',
        '    |                                        ^^^^^^^^^^^^^^^^^^^^',
      ),
    );
    expect(await messageFor(text.replace('min: 0.1, max: 1', 'distribution: normal, mu: 1, sigma: 0.1'))).toBe(
      lines(
        'sweep.yaml:5:40: `learningRate`: a grid cannot visit a distribution: list `values`, or search with `method: random`',
        '  5 |   optimizer: { use: sgd, learningRate: { distribution: normal, mu: 1, sigma: 0.1 } }',
        '    |                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^',
      ),
    );
  });

  it('says where a range or a set cannot stand', async () => {
    const text = lines(
      'name: test',
      'dataset: { use: { values: [points, table] } }',
      'model: { layers: [{ units: 3, activation: { min: 1, max: 2 } }] }',
      'replicates: { values: [1, 2] }',
    );
    expect(await messageFor(text)).toBe(
      lines(
        'sweep.yaml:2:17: `use` must be text, not a mapping',
        '  2 | dataset: { use: { values: [points, table] } }',
        '    |                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^',
        '    = search the whole of what it names: `values: [{ use: ... }, { use: ... }]`',
        '',
        'sweep.yaml:3:43: `activation` must be text, not a mapping',
        '  3 | model: { layers: [{ units: 3, activation: { min: 1, max: 2 } }] }',
        '    |                                           ^^^^^^^^^^^^^^^^^^',
        '    = a range can stand only for a number; list `values` instead',
        '',
        'sweep.yaml:4:13: `replicates` must be a whole number, not a mapping',
        '  4 | replicates: { values: [1, 2] }',
        '    |             ^^^^^^^^^^^^^^^^^^',
        '    = only what is below `dataset`, `model` and `train` can be searched',
      ),
    );
  });

  it('says what a search lacks', async () => {
    expect(await messageFor(sweepText({ rest: 'search: { method: random }\n' }))).toBe(
      lines(
        'sweep.yaml:6:9: `method: random` never ends by itself',
        '  6 | search: { method: random }',
        '    |         ^^^^^^^^^^^^^^^^^^',
        '    = say how many trials to train: `trials: 100`',
      ),
    );
    expect(await messageFor(sweepText({ rest: 'search: { method: grid, target: 0.9 }\n' }))).toBe(
      lines(
        'sweep.yaml:6:33: `target` needs a metric',
        '  6 | search: { method: grid, target: 0.9 }',
        '    |                                 ^^^',
        '    = say of what it is the target: `metrics: [{ name: validation.accuracy, goal: maximize }]`',
      ),
    );
    expect(await messageFor(sweepText({ rest: 'replicates: 5\nsearch: { method: random, trials: 3 }\n' }))).toBe(
      lines(
        'sweep.yaml:7:35: `trials` is 3, not enough for the 5 replicates of one configuration',
        '  7 | search: { method: random, trials: 3 }',
        '    |                                   ^',
        '    = trials are counted with their replicates',
      ),
    );
  });
});

describe('a sweep file whose values contradict each other', () => {
  it('adds up the split, and misses the validation that a metric needs', async () => {
    const text = sweepText({
      dataset: '{ use: points, split: { train: 0.7, test: 0.2 } }',
      rest: 'metrics: [{ name: validation.loss, goal: minimize }]\n',
    });
    expect(await messageFor(text)).toBe(
      lines(
        'sweep.yaml:2:32: the fractions of `split` sum to 0.9; they must sum to 1',
        '  2 | dataset: { use: points, split: { train: 0.7, test: 0.2 } }',
        '    |                                ^^^^^^^^^^^^^^^^^^^^^^^^^',
        '    = such as { train: 0.7, validation: 0.15, test: 0.15 }',
        '',
        'sweep.yaml:6:19: `validation.loss` needs a validation split, and `split` has none',
        '  6 | metrics: [{ name: validation.loss, goal: minimize }]',
        '    |                   ^^^^^^^^^^^^^^^',
        '    = add `validation: 0.15` to `dataset.split`, or select by a metric of train',
      ),
    );
  });

  it('never selects by test', async () => {
    expect(await messageFor(sweepText({ rest: 'metrics: [{ name: test.accuracy, goal: maximise }]\n' }))).toBe(
      lines(
        'sweep.yaml:6:19: `name` cannot be "test.accuracy"',
        '  6 | metrics: [{ name: test.accuracy, goal: maximise }]',
        '    |                   ^^^^^^^^^^^^^',
        '    = What is measured; a sweep never selects by test, which is only reported.',
        '    = allowed: validation.accuracy, validation.loss, train.accuracy, train.loss, weights.zeroFraction, activations.zeroFraction',
        '',
        'sweep.yaml:6:40: `goal` cannot be "maximise"',
        '  6 | metrics: [{ name: test.accuracy, goal: maximise }]',
        '    |                                        ^^^^^^^^',
        '    = did you mean `maximize`?',
        '    = allowed: maximize, minimize',
      ),
    );
  });

  it('turns down schedules that cannot be followed', async () => {
    const text = lines(
      'name: test',
      'dataset: { use: points }',
      'model:',
      '  layers:',
      '    - units: 4',
      '      regularizers:',
      '        - { use: l1, strength: { schedule: exponential, from: 1, to: 0 } }',
      '        - { use: l1, strength: { schedule: cubic, from: 1, to: 0, start: 0.8, end: 0.5 } }',
      '        - { use: l1, strength: { schedule: cubed, from: -1 } }',
    );
    expect(await messageFor(text)).toBe(
      lines(
        'sweep.yaml:7:32: an exponential schedule cannot go from 1 to 0',
        '  7 |         - { use: l1, strength: { schedule: exponential, from: 1, to: 0 } }',
        '    |                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^',
        '    = both must be above 0, or both below; `cubic` and `cosine` may reach 0',
        '',
        'sweep.yaml:8:74: `start` is 0.8, after `end`, which is 0.5',
        '  8 |         - { use: l1, strength: { schedule: cubic, from: 1, to: 0, start: 0.8, end: 0.5 } }',
        '    |                                                                          ^^^',
        '',
        'sweep.yaml:9:32: `strength` lacks the key `to`',
        '  9 |         - { use: l1, strength: { schedule: cubed, from: -1 } }',
        '    |                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^',
        '    = to: Value at the end.',
        '',
        'sweep.yaml:9:44: `schedule` cannot be "cubed"',
        '  9 |         - { use: l1, strength: { schedule: cubed, from: -1 } }',
        '    |                                            ^^^^^',
        '    = did you mean `cubic`?',
        '    = allowed: linear, cosine, cubic, exponential, steps',
        '',
        'sweep.yaml:9:57: `from` is -1; it must be at least 0',
        '  9 |         - { use: l1, strength: { schedule: cubed, from: -1 } }',
        '    |                                                         ^^',
      ),
    );
  });
});

describe('a sweep file that is no YAML', () => {
  const valid = sweepText();

  it.each([
    [
      'a bracket that is not closed',
      'name: test\ndataset: { use: points\nmodel:\n  layers: []\n',
      lines(
        'sweep.yaml:3:1: a closing `}` is missing',
        '  3 | model:',
        '    | ^',
        '    = or what stands between the brackets is indented too little',
      ),
    ],
    [
      'a quote that is not closed',
      'name: "test\ndataset: points\n',
      lines('sweep.yaml:3:1: a closing " is missing', '  3 | ', '    | ^'),
    ],
    [
      'an item that is indented too little',
      'name: test\nmodel:\n  layers:\n    - units: 3\n   - units: 4\n',
      lines(
        'sweep.yaml:5:1: this does not fit what stands around it',
        '  5 |    - units: 4',
        '    | ^',
        '    = check the indentation; put text that holds `: ` in quotes',
      ),
    ],
    [
      'a colon in text',
      'name: sparse: a test\n',
      lines(
        'sweep.yaml:1:7: this does not fit what stands around it',
        '  1 | name: sparse: a test',
        '    |       ^',
        '    = check the indentation; put text that holds `: ` in quotes',
      ),
    ],
    [
      'a tab as indentation',
      'name: test\nmodel:\n\tlayers: []\n',
      lines('sweep.yaml:3:1: a tab cannot indent YAML', '  3 |  layers: []', '    | ^', '    = indent with spaces'),
    ],
    [
      'a key without a colon',
      'name: test\nmodel\n',
      lines(
        'sweep.yaml:2:1: this is not a `key: value`',
        '  2 | model',
        '    | ^^^^^',
        '    = is a `:` missing, or the line indented too little?',
      ),
    ],
    [
      'keys that are given twice',
      'name: a\nname: b\nquestion: Why?\nquestion: How?\n',
      lines(
        'sweep.yaml:2:1: the key `name` is given twice',
        '  2 | name: b',
        '    | ^^^^',
        '',
        'sweep.yaml:4:1: the key `question` is given twice',
        '  4 | question: How?',
        '    | ^^^^^^^^',
      ),
    ],
    [
      'a reserved character',
      'name: @test\n',
      lines(
        'sweep.yaml:1:7: Plain value cannot start with reserved character @',
        '  1 | name: @test',
        '    |       ^',
        '    = put the value in quotes',
      ),
    ],
    [
      'a tag',
      'name: !secret test\n',
      lines('sweep.yaml:1:7: the tag `!secret` means nothing here', '  1 | name: !secret test', '    |       ^^^^^^^'),
    ],
    [
      'a second document',
      'name: a\n---\nname: b\n',
      lines('sweep.yaml:2:1: a second document begins here', '  2 | ---', '    | ^^^', '    = a sweep file holds one'),
    ],
    [
      'an alias of nothing',
      'name: *title\n',
      lines('sweep.yaml:1:7: no anchor `&title` stands before this', '  1 | name: *title', '    |       ^^^^^^'),
    ],
    [
      'an alias of what it stands in',
      'name: test\nmodel: &model { layers: [*model] }\n',
      lines(
        'sweep.yaml:2:26: `*model` stands inside what it names',
        '  2 | model: &model { layers: [*model] }',
        '    |                          ^^^^^^',
      ),
    ],
    [
      'a list as a key',
      '? [a, b]\n: c\n',
      lines('sweep.yaml:1:1: a key must be a word', '  1 | ? [a, b]', '    | ^^^^^^^^'),
    ],
    ['nothing', '', 'sweep.yaml: the file holds no sweep\n  it needs the keys name, dataset and model'],
    ['only a comment', '# later\n', 'sweep.yaml: the file holds no sweep\n  it needs the keys name, dataset and model'],
    ['a list', '- name: test\n', 'sweep.yaml: the file holds no sweep\n  it needs the keys name, dataset and model'],
    [
      'more than 250 kB',
      `${valid}# ${'x'.repeat(250_000)}`,
      'sweep.yaml: the file is over 250 kB\n  a sweep file describes a search; keep data in files of their own',
    ],
    [
      'aliases that expand without bounds',
      lines('a: &a [x, x, x, x, x, x, x, x, x, x]', ...['b', 'c', 'd', 'e', 'f'].map(tenfold)),
      lines(
        'sweep.yaml: the file holds more than 100000 values',
        '  an alias (*name) counts as all that it stands for; keep data in files of their own',
      ),
    ],
    [
      'hundreds of levels',
      `name: test\nmodel: ${'['.repeat(200)}${']'.repeat(200)}\n`,
      lines(
        'sweep.yaml:2:107: this is nested deeper than 100 levels',
        `  2 | …${'['.repeat(100)}…`,
        `    | ${' '.repeat(51)}${'^'.repeat(50)}`,
        '    = a sweep needs about ten',
      ),
    ],
  ])('%s', async (_what, text, message) => {
    expect(await messageFor(text)).toBe(message);
  });
});

/** Ten aliases of the anchor that has the letter before. */
function tenfold(letter: string): string {
  const before = String.fromCharCode(letter.charCodeAt(0) - 1);
  return `${letter}: &${letter} [${Array.from({ length: 10 }, () => `*${before}`).join(', ')}]`;
}

describe('many mistakes', () => {
  it('are all named at once, in the order of the file', async () => {
    const text = lines(
      'nam: test',
      'dataset: { use: points, rows: many }',
      'model:',
      '  layers:',
      '    - { units: { values: [] } }',
      '    - { units: { ref: nothing } }',
      'replicates: 0',
    );
    const places = [...(await messageFor(text)).matchAll(/^sweep.yaml:(\d+):(\d+): (.*)$/gm)];
    expect(places.map(([, line, column, message]) => `${line}:${column} ${message}`)).toEqual([
      '1:1 unknown key `nam`',
      '2:31 `rows` must be a whole number, not "many"',
      '5:26 `units.values` must have at least 1 value',
      '6:23 `ref` names no parameter: "nothing"',
      '7:13 `replicates` is 0; it must be at least 1',
    ]);
  });

  it('are named once where aliases repeat them, where they are written', async () => {
    const text = lines(
      'name: test',
      'dataset: { use: points }',
      'model:',
      '  layers:',
      '    - &wide { units: 64, activation: rel }',
      '    - *wide',
      'train: { epochs: &many many, batchSize: *many }',
    );
    expect(await messageFor(text)).toBe(
      lines(
        'sweep.yaml:5:38: `activation` cannot be "rel"',
        '  5 |     - &wide { units: 64, activation: rel }',
        '    |                                      ^^^',
        '    = did you mean `relu`?',
        '    = allowed: relu, tanh, sigmoid, gelu, linear',
        '',
        'sweep.yaml:7:24: `epochs` must be a whole number, not "many"',
        '  7 | train: { epochs: &many many, batchSize: *many }',
        '    |                        ^^^^',
        '    = Passes over the data.',
        '',
        'sweep.yaml:7:41: `batchSize` must be a whole number, not "many"',
        '  7 | train: { epochs: &many many, batchSize: *many }',
        '    |                                         ^^^^^',
        '    = Rows in a batch; the last batch of an epoch may be smaller.',
      ),
    );
  });

  it('are cut off after fifty', async () => {
    const text = sweepText({ rest: Array.from({ length: 53 }, (_, i) => `key${i}: 1\n`).join('') });
    expect((await messageFor(text)).split('\n\n').slice(-2)).toEqual([
      lines(
        'sweep.yaml:55:1: unknown key `key49`',
        '  55 | key49: 1',
        '     | ^^^^^',
        '     = allowed: name, question, dataset, model, train, search, replicates, metrics, constraints, earlyTerminate, run',
      ),
      'sweep.yaml: and 3 more',
    ]);
  });
});

describe('the place of a mistake', () => {
  const excerpt = ['  5 |     - { unitz: 3 }', '    |         ^^^^^'];

  it('is the same with the line ends of Windows and with a byte order mark', async () => {
    const text = sweepText({ layer: '{ unitz: 3 }' });
    const onWindows = await messageFor(text.replaceAll('\n', '\r\n'));
    expect(onWindows.split('\n').slice(0, 3)).toEqual(['sweep.yaml:5:9: unknown key `unitz`', ...excerpt]);
    expect(await messageFor(`\uFEFF${text}`)).toBe(onWindows);
    expect(await messageFor(`\uFEFFnam: 3\n${text.slice(text.indexOf('\n') + 1)}`)).toMatch(
      /^sweep.yaml:1:1: unknown key `nam`\n {2}1 \| nam: 3\n/,
    );
  });

  it('is shown with the part of a long line that it is in, tabs as spaces', async () => {
    const layer = `{ units: 3, activation: relu,\t${' '.repeat(100)}initialiser:\tzeros, regularizers: ${`[{ use: l1 }]`.padEnd(60)} }`;
    expect(await messageFor(sweepText({ layer }))).toBe(
      lines(
        'sweep.yaml:5:137: unknown key `initialiser`',
        `  5 | …${' '.repeat(50)}initialiser: zeros, regularizers: [{ use: l1 }]   …`,
        `    | ${' '.repeat(51)}^^^^^^^^^^^`,
        '    = did you mean `initializer`?',
        '    = allowed: units, activation, initializer, regularizers',
      ),
    );
  });

  it('is the key where a value is empty, and the first line where it has many', async () => {
    const text = lines('name: test', 'dataset: { use: points }', 'model:', 'train:', '  epochs:', '    - 1', '    - 2');
    expect(await messageFor(text)).toBe(
      lines(
        'sweep.yaml:3:1: `model` must be a mapping, not empty',
        '  3 | model:',
        '    | ^^^^^',
        '    = The network.',
        '',
        'sweep.yaml:6:5: `epochs` must be a whole number, not a list',
        '  6 |     - 1',
        '    |     ^^^',
        '    = Passes over the data.',
      ),
    );
  });
});

describe('a value that is wrong only in some draws', () => {
  it('is found before anything runs, where it stands', async () => {
    const text = lines(
      'name: test',
      'dataset: { use: points }',
      'model:',
      '  layers:',
      '    - units: 4',
      '      regularizers: [{ use: l1, strength: { name: s, values: [2, 0.5] } }]',
      '    - units: { ref: s }',
    );
    const spec = await readTest(text);
    expect(configurationOf(spec, { s: 0 }).model.layers[1]?.units).toBe(2);
    expect(() => planTrials(spec, [{ s: 0 }, { s: 1 }], 0)).toThrow(
      lines(
        'sweep.yaml:7:14: `units` must be a whole number, not 0.5',
        '  7 |     - units: { ref: s }',
        '    |              ^^^^^^^^^^',
        '    = Width of the layer.',
        '    = with s = 0.5',
      ),
    );
  });

  it('is shown in the file as it was written, whatever --set changed', async () => {
    const text = lines(
      '# a comment',
      'name: test',
      '',
      'dataset: { use: points, rows: { distribution: normal, mu: -5, sigma: 1 } }',
      'model: { layers: [] }',
      'search: { method: random, trials: 1 }',
    );
    const spec = await readTest(text, ['train.epochs=3']);
    expect(() => planTrials(spec, [{ rows: -5 }], 0)).toThrow(
      lines(
        'sweep.yaml:4:31: `rows` is -5; it must be at least 1',
        '  4 | dataset: { use: points, rows: { distribution: normal, mu: -5, sigma: 1 } }',
        '    |                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^',
        '    = with rows = -5',
      ),
    );
  });

  it('is found between values, too', async () => {
    const split = '{ train: { values: [0.5, 0.8] }, validation: 0.2, test: { values: [0, 0.3] } }';
    const spec = await readTest(sweepText({ dataset: `{ use: points, split: ${split} }` }));
    expect(configurationOf(spec, { train: 0, test: 1 }).dataset.split).toEqual({
      train: 0.5,
      validation: 0.2,
      test: 0.3,
    });
    expect(() => configurationOf(spec, { train: 1, test: 1 })).toThrow(
      'the fractions of `split` sum to 1.3; they must sum to 1',
    );
  });
});
