import { describe, expect, it } from 'vitest';
import { MESSAGES, type Message, render } from './messages.ts';

/** A message with the text that a user reads, and the notes below it. */
type Case = readonly [Message, string, ...(readonly string[])];

const TEXT: readonly Case[] = [
  [
    { id: 'file-too-large', data: { kilobytes: 250 } },
    'the file is over 250 kB',
    'a sweep file describes a search; keep data in files of their own',
  ],
  [{ id: 'not-a-sweep', data: {} }, 'the file is not a sweep', 'it needs the keys name, dataset and model'],
  [
    { id: 'unclosed-bracket', data: { bracket: ']' } },
    'missing closing `]`',
    'or the text between the brackets is indented too little',
  ],
  [{ id: 'unclosed-quote', data: { quote: '"' } }, 'missing closing "'],
  [
    { id: 'wrong-indentation', data: {} },
    'this does not fit the lines around it',
    'check the indentation; put text that contains `: ` in quotes',
  ],
  [{ id: 'tab-indentation', data: {} }, 'tabs cannot indent YAML', 'indent with spaces'],
  [{ id: 'missing-colon', data: {} }, 'this is not a `key: value`', 'add the `:`, or indent the line further'],
  [
    { id: 'reserved-character', data: { reason: 'Plain value cannot start with reserved character @' } },
    'Plain value cannot start with reserved character @',
    'put the value in quotes',
  ],
  [
    { id: 'invalid-yaml', data: { reason: 'Invalid escape sequence \\q' } },
    'Invalid escape sequence \\q',
    'check the indentation, and that quotes and brackets are closed',
  ],
  [{ id: 'duplicate-key', data: { key: 'name' } }, 'duplicate key `name`', 'remove one of the two'],
  [{ id: 'second-document', data: {} }, 'a second YAML document begins here', 'a sweep file holds one document'],
  [{ id: 'unknown-tag', data: { tag: '!secret' } }, 'unknown tag `!secret`', 'a sweep file needs no tags'],
  [{ id: 'unknown-anchor', data: { name: 'title' } }, 'unknown anchor "title"', 'define it before this line: `&title`'],
  [{ id: 'recursive-alias', data: { name: 'model' } }, '`*model` is inside the value of its own anchor `&model`'],
  [{ id: 'complex-key', data: {} }, 'a key must be a single word', 'lists and mappings cannot be keys'],
  [
    { id: 'nested-too-deeply', data: { levels: 100 } },
    'this is nested deeper than 100 levels',
    'a sweep needs about ten levels',
  ],
  [
    { id: 'nested-too-deeply', data: { levels: undefined } },
    'this is nested too deeply',
    'a sweep needs about ten levels',
  ],
  [
    { id: 'too-many-values', data: { limit: 100_000 } },
    'the file has more than 100000 values',
    'each alias (*name) counts as all the values that it stands for; keep data in files of their own',
  ],
  [{ id: 'override-in-value', data: { name: '`name`' } }, '`name` is a single value and has no parts to set'],
  [
    { id: 'override-in-alias', data: { name: '`model.layers[1]`', alias: 'first' } },
    '`model.layers[1]` is the alias `*first`',
    'set the value that it stands for, or replace the alias as a whole',
  ],
  [
    { id: 'override-in-list', data: { name: '`model.layers`' } },
    '`model.layers` is a list',
    'name one of its items by its index, such as [0]',
  ],
  [
    { id: 'override-beyond-list', data: { name: '`model.layers`', count: 1 } },
    '`model.layers` has 1 item',
    'the next index is [1]',
  ],
];

const VALUES: readonly Case[] = [
  [
    { id: 'unknown-key', data: { key: 'unitz', meant: 'units', allowed: ['units', 'activation'] } },
    'unknown key `unitz`',
    'did you mean `units`?',
    'allowed: units, activation',
  ],
  [
    { id: 'unknown-key', data: { key: 'b', meant: undefined, allowed: [] } },
    'unknown key `b`',
    'nothing is allowed here',
  ],
  [
    { id: 'missing-key', data: { name: '`layers[0]`', key: 'units', about: 'Width of the layer.' } },
    '`layers[0]` is missing the key `units`',
    'units: Width of the layer.',
  ],
  [{ id: 'missing-key', data: { name: 'it', key: 'path', about: undefined } }, 'it is missing the key `path`'],
  [
    { id: 'missing-alternative', data: { name: '`x`', alternatives: [['a'], ['b', 'c']], exactly: true } },
    '`x` needs exactly one of `a`, `b` with `c`',
  ],
  [
    { id: 'missing-alternative', data: { name: '`x`', alternatives: [['a'], ['b']], exactly: false, about: 'An x.' } },
    '`x` needs one of `a`, `b`',
    'An x.',
  ],
  [
    wrongType('five', ['integer', 'array', 'null'], undefined),
    '`x` must be a whole number, a list or null, not "five"',
    'What x is.',
  ],
  [wrongType(5, ['string'], 'add-quotes'), '`x` must be text, not 5', 'put it in quotes to make it text: "5"'],
  [wrongType('32', ['number'], 'remove-quotes'), '`x` must be a number, not "32"', 'remove the quotes'],
  [wrongType('points', ['object'], 'write-use'), '`x` must be a mapping, not "points"', 'write { use: points }'],
  [wrongType({}, ['array'], 'write-items'), '`x` must be a list, not a mapping', 'begin each item of a list with `- `'],
  [
    wrongType({}, ['boolean'], 'list-values'),
    '`x` must be true or false, not a mapping',
    'only a number can be replaced by a range; list `values` instead',
  ],
  [
    wrongType({}, ['string'], 'list-plugins'),
    '`x` must be text, not a mapping',
    'search whole plugins: `values: [{ use: ... }, { use: ... }]`',
  ],
  [
    wrongType([], ['"auto"', 'integer'], 'not-searchable'),
    '`x` must be "auto" or a whole number, not a list',
    'only values below `dataset`, `model` and `train` can be searched',
  ],
  [wrongType(null, ['object'], undefined), '`x` must be a mapping, not empty', 'What x is.'],
  [
    {
      id: 'not-allowed',
      data: { name: '`x`', value: 'alfa', meant: 'alpha', allowed: ['alpha', 'beta'], about: 'X.' },
    },
    '`x` cannot be "alfa"',
    'did you mean `alpha`?',
    'allowed: alpha, beta',
  ],
  [
    { id: 'not-allowed', data: { name: '`x`', value: 3, meant: undefined, allowed: ['a', 1], about: 'What x is.' } },
    '`x` cannot be 3',
    'What x is.',
    'allowed: a, 1',
  ],
  [
    { id: 'wrong-format', data: { name: '`x`', value: '1st', about: 'What x is.' } },
    '`x` cannot be "1st"',
    'What x is.',
  ],
  [
    { id: 'out-of-bounds', data: { name: '`x`', value: 0, comparison: '>=', limit: 1 } },
    '`x` is 0; it must be at least 1',
  ],
  [
    { id: 'out-of-bounds', data: { name: '`x`', value: 1, comparison: '<', limit: 1 } },
    '`x` is 1; it must be less than 1',
  ],
  [
    { id: 'wrong-length', data: { name: '`x`', comparison: '<=', limit: 1, unit: 'value' } },
    '`x` must have at most 1 value',
  ],
  [
    { id: 'wrong-length', data: { name: '`x`', comparison: '>=', limit: 3, unit: 'character' } },
    '`x` must have at least 3 characters',
  ],
  [
    { id: 'wrong-length', data: { name: '`x`', comparison: '>=', limit: 1, unit: 'character' } },
    '`x` must not be empty',
  ],
  [
    { id: 'invalid-value', data: { name: '`x`', value: 3, reason: 'must be multiple of 2', about: 'What x is.' } },
    '`x` cannot be 3: it must be multiple of 2',
    'What x is.',
  ],
  [
    {
      id: 'unknown-plugin',
      data: { kind: 'regularizer', name: 'l2', meant: 'l1', available: ['l1', 'top-k'], isOpen: true },
    },
    'unknown regularizer "l2"',
    'did you mean `l1`?',
    'available: l1, top-k',
    'or the path of a file (./my-regularizer.ts), or the name of a package',
  ],
  [
    { id: 'unknown-plugin', data: { kind: 'pruner', name: 'x', meant: undefined, available: ['asha'], isOpen: false } },
    'unknown pruner "x"',
    'available: asha',
  ],
  [
    { id: 'plugin-not-found', data: { reason: 'no package own.ts', path: './own.ts' } },
    'no package own.ts',
    'the path of a file begins with ./, as in ./own.ts',
  ],
  [{ id: 'plugin-not-found', data: { reason: 'no file /a/own.ts' } }, 'no file /a/own.ts'],
  [{ id: 'broken-plugin', data: { reason: '/a/own.ts cannot be loaded: no' } }, '/a/own.ts cannot be loaded: no'],
];

function wrongType(
  value: unknown,
  types: readonly string[],
  remedy: Message<'wrong-type'>['data']['remedy'],
): Message<'wrong-type'> {
  return { id: 'wrong-type', data: { name: '`x`', value, types, remedy, about: 'What x is.' } };
}

const SPACE: readonly Case[] = [
  [
    { id: 'duplicate-value', data: { index: 2, earlier: 0 } },
    '`values[2]` is the same as `values[0]`',
    'list each value once; `probabilities` give one more weight',
  ],
  [
    { id: 'probabilities-count', data: { probabilities: 1, values: 2 } },
    '`probabilities` has 1 number for 2 values',
    'give one probability for each value',
  ],
  [{ id: 'probabilities-sum', data: { sum: 0.9 } }, '`probabilities` sum to 0.9; they must sum to 1'],
  [{ id: 'range-reversed', data: { min: 10, max: 3 } }, '`min` is 10, greater than `max`, which is 3', 'swap them'],
  [
    { id: 'range-too-wide', data: { min: -1.7e308, max: 1.7e308 } },
    'the range from -1.7e+308 to 1.7e+308 is too wide for a number',
    'use a smaller range',
  ],
  [
    { id: 'log-range-not-positive', data: { min: 0 } },
    '`min` is 0 in a range with `log: true`',
    'logarithms need numbers above 0: increase `min`, or remove `log`',
  ],
  [
    { id: 'step-with-log', data: {} },
    '`step` cannot be combined with `log: true`',
    'remove one of the two, or list `values`',
  ],
  [
    { id: 'step-too-small', data: { step: 1, value: 1e300 } },
    'adding a step of 1 to 1e+300 changes nothing',
    'use larger steps or smaller numbers',
  ],
  [
    { id: 'too-many-parameters', data: { count: 1001, limit: 1000 } },
    'the file has 1001 searched values; at most 1000 can be searched',
    'share one draw between places with `{ ref: ... }`',
  ],
  [
    { id: 'duplicate-parameter', data: { name: 'width', owner: 'dataset.rows' } },
    'duplicate parameter name `width`',
    '`dataset.rows` has this name already',
    'give each parameter its own name, or share one draw with `{ ref: ... }`',
  ],
  [
    { id: 'unknown-parameter', data: { name: 'widht', meant: 'width', available: ['width', 'own'] } },
    'unknown parameter "widht"',
    'did you mean `width`?',
    'available: width, own',
  ],
  [
    { id: 'unknown-parameter', data: { name: 'width', meant: undefined, available: [] } },
    'unknown parameter "width"',
    'the file has no searched values',
  ],
  [{ id: 'circular-reference', data: { name: 'own' } }, '`ref: own` refers to a value that contains it'],
  [
    { id: 'conditional-reference', data: { name: 'k', outer: 'regularizers', label: 'k-sparse' } },
    '`k` exists only where `regularizers` is k-sparse, but this `ref` is used elsewhere, too',
    'move the `ref` into the same choice, or the parameter out of it',
  ],
];

const CONFIGURATION: readonly Case[] = [
  [
    { id: 'split-sum', data: { sum: 0.9 } },
    'the fractions of `split` sum to 0.9; they must sum to 1',
    'such as { train: 0.7, validation: 0.15, test: 0.15 }',
  ],
  [
    { id: 'no-validation-split', data: { metric: 'validation.loss' } },
    '`validation.loss` needs a validation split, but `split` has none',
    'add `validation: 0.15` to `dataset.split`, or use a train metric',
  ],
  [
    { id: 'accuracy-of-reconstruction', data: { metric: 'train.accuracy' } },
    '`train.accuracy` does not exist for `task: reconstruction`, which has no classes',
    'use the loss: { name: train.loss, goal: minimize }',
  ],
  [
    { id: 'schedule-through-zero', data: { from: 1, to: 0 } },
    'an exponential schedule cannot go from 1 to 0',
    'both must be above 0, or both below; `cubic` and `cosine` can reach 0',
  ],
  [{ id: 'schedule-reversed', data: { start: 0.8, end: 0.5 } }, '`start` is 0.8, greater than `end`, which is 0.5'],
  [
    { id: 'tied-classifier', data: {} },
    '`tied` needs `task: reconstruction`: only autoencoders have a decoder',
    'add `task: reconstruction`, or remove `tied`',
  ],
  [
    { id: 'tied-even-layers', data: { count: 2 } },
    '`tied` needs an odd number of hidden layers, not 2: the layer in the middle is the code',
    'layers mirror each other, as in one hidden layer, or in widths of 64, 16, 64',
  ],
  [
    { id: 'tied-widths', data: { layer: 1, width: 6, mirrored: 3, mirroredWidth: 5 } },
    'with `tied`, layers 1 and 3 must have the same width, not 6 and 5',
    'make them equal, or remove `tied`; if one width is searched, the other can be a `{ ref: ... }`',
  ],
];

const METHOD: readonly Case[] = [
  [
    { id: 'unsupported-parameter', data: { name: 'units', reason: 'grid cannot search a distribution' } },
    '`units`: grid cannot search a distribution',
  ],
  [
    { id: 'unlimited-search', data: { method: 'random' } },
    '`method: random` never ends by itself',
    'set the number of trials: `trials: 100`',
  ],
  [
    { id: 'too-few-trials', data: { trials: 3, replicates: 5 } },
    '`trials` is 3, too few for the 5 replicates of one configuration',
    'each replicate counts as a trial',
  ],
  [
    { id: 'too-many-trials', data: { count: 2_000_000, limit: 1_000_000 } },
    'every combination is 2000000 trials; at most 1000000 can be planned',
    'list fewer values, use larger steps, or limit the number of trials: `search: { trials: 100 }`',
  ],
  [
    { id: 'too-large-plan', data: { configurations: 100_000, values: 500 } },
    '100000 configurations of 500 values each are too many to plan',
    'train fewer trials, or make the configurations smaller',
  ],
  [
    { id: 'method-needs-metric', data: { method: 'tpe' } },
    '`method: tpe` needs a metric',
    'add one to optimize: `metrics: [{ name: validation.accuracy, goal: maximize }]`',
  ],
  [
    { id: 'too-many-metrics', data: { method: 'tpe', count: 2 } },
    '`method: tpe` optimizes one metric, not 2',
    'use `method: nsga2` for several metrics',
  ],
  [
    { id: 'target-needs-metric', data: {} },
    '`target` needs a metric',
    'add the metric of the target: `metrics: [{ name: validation.accuracy, goal: maximize }]`',
  ],
  [
    { id: 'pruner-needs-metric', data: {} },
    '`earlyTerminate` needs a metric',
    'add one to judge trials by: `metrics: [{ name: validation.loss, goal: minimize }]`',
  ],
  [
    { id: 'pruner-needs-epochs', data: { metric: 'weights.zeroFraction' } },
    '`earlyTerminate` uses the first metric, but `weights.zeroFraction` is measured only at the end of a trial',
    'put a loss or an accuracy first',
  ],
  [
    { id: 'several-comparing-pruners', data: { pruner: 'asha', other: 'median' } },
    '`asha` cannot be combined with `median`: both compare trials',
    'use one of them',
  ],
];

const CONSTRAINTS: readonly Case[] = [
  [
    {
      id: 'invalid-constraint',
      data: { reason: 'unknown name', notes: ['use quotes'], meant: 'units', allowed: ['units', 'k'] },
    },
    'unknown name',
    'use quotes',
    'did you mean `units`?',
    'allowed: units, k',
  ],
  [{ id: 'invalid-constraint', data: { reason: 'not a number', notes: [] } }, 'not a number'],
  [
    {
      id: 'unsatisfiable-constraints',
      data: { tried: undefined, sample: 1000, constraints: [{ text: 'k > 2', count: 0 }] },
    },
    'no configuration satisfies all constraints',
    '`k > 2` holds for 0 of 1000 random configurations',
  ],
  [
    { id: 'unsatisfiable-constraints', data: { tried: 1_000_000, sample: 1000, constraints: [] } },
    'none of 1000000 configurations in a row satisfies all constraints',
  ],
  [
    { id: 'constraint-unsatisfied', data: { constraints: ['k > 2'] } },
    'this configuration does not satisfy the constraints',
    'k > 2',
  ],
  [
    { id: 'duplicate-configuration', data: { earlier: 0 } },
    'this is the same configuration as `enqueue[0]`',
    'remove one of the two',
  ],
  [
    { id: 'invalid-enqueued-value', data: { reason: '`units` is never 32', notes: ['allowed: 16, 64'] } },
    '`units` is never 32',
    'allowed: 16, 64',
  ],
  [
    { id: 'too-few-trials-to-enqueue', data: { count: 2, trials: 3, needed: 4 } },
    '`enqueue` has 2 configurations, too many for `trials: 3`',
    'set trials to 4 or more',
  ],
];

const CASES = [...TEXT, ...VALUES, ...SPACE, ...CONFIGURATION, ...METHOD, ...CONSTRAINTS];

describe('the catalog of messages', () => {
  it.each(CASES.map(([message, ...words]) => [message.id, message, words] as const))('%s', (_id, message, words) => {
    const rendered = render(message);
    expect([rendered.message, ...rendered.notes]).toEqual(words);
  });

  it('has a case above for every message', () => {
    expect(new Set(CASES.map(([{ id }]) => id))).toEqual(new Set(Object.keys(MESSAGES)));
  });

  it('shortens long values, and shows values of many lines in one', () => {
    const rendered = (value: string) => render({ id: 'wrong-format', data: { name: '`x`', value } }).message;
    expect(rendered('b'.repeat(70))).toBe(`\`x\` cannot be "${'b'.repeat(57)}..."`);
    expect(rendered('b\nc')).toBe('`x` cannot be "b c"');
  });

  it('lists at most 100 names', () => {
    const allowed = Array.from({ length: 103 }, (_, i) => `n${i}`);
    const { notes } = render({ id: 'unknown-key', data: { key: 'x', meant: undefined, allowed } });
    expect(notes).toEqual([`allowed: ${allowed.slice(0, 100).join(', ')} and 3 more`]);
  });
});
