import fc from 'fast-check';
import { sweep } from './hostileSweep.ts';

const KEYS = [
  ...['name', 'question', 'dataset', 'model', 'train', 'search', 'replicates', 'metrics', 'constraints', 'run', 'use'],
  ...['layers', 'units', 'regularizers', 'strength', 'k', 'density', 'values', 'min', 'max', 'step', 'log', 'ref'],
  ...['probabilities', 'distribution', 'mu', 'sigma', 'schedule', 'from', 'to', 'epochs', 'optimizer', 'learningRate'],
  ...[
    'method',
    'trials',
    'seed',
    'enqueue',
    'earlyTerminate',
    'goal',
    'path',
    'split',
    'nSamples',
    'workers',
    'engine',
  ],
  ...['__proto__', 'constructor', 'toString', '<<', '""', '"\\0"', '0', '-1', '~', '? x', '*a', '"\\u202e"'],
];

const SCALARS = [
  ...['l1', 'k-sparse', 'top-k', 'classification', 'csv', 'relu', 'adam', 'grid', 'random', 'sobol', 'tpe', 'asha'],
  ...['linear', 'cubic', 'normal', 'logNormal', 'validation.loss', 'maximize', 'units', '"units < 3"', '"((1"', 'wasm'],
  ...['0', '1', '2', '3.5', '-1', '1e400', '-.inf', '.nan', '5.0e-324', '9007199254740993', '0x1F', '1e-3', '10m'],
  ...[
    'true',
    'false',
    '~',
    '""',
    '"\\0"',
    '"\\ud800"',
    '"\\e[2J"',
    '&a 1',
    '*a',
    '*b',
    '!!js/function x',
    '! 1',
    '|',
    "'",
  ],
];

/** A value in flow style, mostly of the words of sweep files in wrong places. */
const { value } = fc.letrec<{ value: string; list: string; mapping: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.constantFrom(...SCALARS),
    fc.string({ unit: 'binary', maxLength: 8 }),
    tie('list'),
    tie('mapping'),
  ),
  list: fc.array(tie('value'), { maxLength: 4 }).map((items) => `[${items.join(', ')}]`),
  mapping: fc
    .array(fc.tuple(fc.constantFrom(...KEYS), tie('value')), { maxLength: 5 })
    .map((entries) => `{ ${entries.map(([key, item]) => `${key}: ${item}`).join(', ')} }`),
}));

/** A random value for a sweep file or for `--set path=`. */
export const randomValue: fc.Arbitrary<string> = value;

/** A sweep file of random values, or a valid one with a random value in one part. */
export const randomSweep: fc.Arbitrary<string> = fc.oneof(
  fc
    .array(fc.tuple(fc.constantFrom(...KEYS), value), { maxLength: 8 })
    .map((entries) => entries.map(([key, item]) => `${key}: ${item}\n`).join('')),
  value.map((text) => sweep({ dataset: text })),
  value.map((text) => sweep({ layer: text })),
  value.map((text) => sweep({ layer: `{ units: ${text}, regularizers: [${text}] }` })),
  value.map((text) => sweep({ rest: `train: ${text}\nsearch: ${text}` })),
  value.map((text) => sweep({ rest: `constraints: [${text}]\nmetrics: [${text}]\nrun: ${text}` })),
);

/** The path of a `--set`, of keys of sweep files and of other words. */
export const randomPath: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...KEYS, 'layers[0]', '[1]', '[4294967296]'), fc.string({ maxLength: 4 })), {
    maxLength: 5,
  })
  .map((tokens) => tokens.join('.'));

/** The text with up to three parts of it removed, repeated, or replaced by odd text. */
export function mutated(text: string): fc.Arbitrary<string> {
  const position = fc.nat({ max: text.length });
  const inserted = fc.oneof(
    fc.constantFrom(...SCALARS, ...KEYS, '\t', '\n', ': ', '- ', '{', ']', '#', '%', '---\n'),
    value,
  );
  const stretch = fc.tuple(position, fc.nat({ max: 12 }), fc.oneof(inserted, fc.constant(undefined)));
  return fc.array(stretch, { minLength: 1, maxLength: 3 }).map((changes) =>
    changes.reduce((current, [at, length, replacement]) => {
      const [begin, end] = [current.slice(0, at), current.slice(at + length)];
      const middle = current.slice(at, at + length);
      return begin + (replacement ?? middle + middle) + end;
    }, text),
  );
}
