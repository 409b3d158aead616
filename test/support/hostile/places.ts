import { type HostileSweep, sweep } from './hostileSweep.ts';

/** Texts with characters that control a terminal or that few encodings support. */
const ODD_TEXTS = {
  'an escape sequence': '"\\e[2J\\e]0;owned\\a"',
  'a bidi override': '"\\u202egpj.exe\\u2066"',
  'a lone surrogate': '"\\ud800"',
  'a NUL': '"a\\0b"',
  'a C1 control': '"\\x9b31m"',
  'line separators': '"\\u2028\\u2029\\n\\r"',
} as const;

/** Keys of every object, or that change its prototype. */
const PROTOTYPE_KEYS = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'] as const;

const NUMBERS = [
  ...['1e400', '-1e400', '99999999999999999999999', '0xFFFFFFFFFFFFFFFFFFFF', '0o777', '-0', '.inf', '-.inf', '.nan'],
  ...['1_000', '1e-400', '5e-324', '1.7976931348623157e308', '12345678901234567890.5', '2.0', '+12e03', '190:20:30'],
] as const;

/** The places for texts in a sweep file. */
const TEXT_PLACES: readonly ((written: string) => string)[] = [
  (text) => sweep({ name: text }),
  (text) => sweep({ rest: `question: ${text}` }),
  (text) => sweep({ rest: `${text}: 1` }),
  (text) => sweep({ dataset: `{ use: ${text} }` }),
  (text) => sweep({ dataset: `{ use: csv, path: ${text} }` }),
  (text) => sweep({ dataset: `{ use: classification, ${text}: { polluted: true } }` }),
  (text) => sweep({ layer: `{ units: { values: [1, 2], name: ${text} } }` }),
  (text) => sweep({ layer: `{ units: { values: [1, 2] }, ${text}: 3 }` }),
  (text) => sweep({ layer: `{ units: { ref: ${text} } }` }),
  (text) => sweep({ layer: `{ units: 3, activation: { values: [relu, ${text}] } }` }),
  (text) => sweep({ layer: `{ units: 3, regularizers: [{ use: l1, ${text}: 1 }] }` }),
  (text) => sweep({ layer: `{ units: 3, regularizers: [{ use: ${text} }] }` }),
  (text) => sweep({ rest: `constraints: [${text}]` }),
  (text) => sweep({ rest: `search: { method: grid, enqueue: [{ ${text}: 1 }] }` }),
  (text) => sweep({ rest: `run: { engine: ${text} }` }),
  (text) => sweep({ rest: `train: { optimizer: { use: adam, ${text}: 1 } }` }),
  (text) => sweep({ rest: `metrics: [{ name: ${text}, goal: maximize }]` }),
  (text) => sweep({ model: `initialWeights: ${text}` }),
];

/** The places for numbers. */
const NUMBER_PLACES: readonly ((written: string) => string)[] = [
  (number) => sweep({ layer: `{ units: ${number} }` }),
  (number) => sweep({ layer: `{ units: { min: 1, max: ${number} } }` }),
  (number) => sweep({ layer: `{ units: { min: ${number}, max: 4, step: ${number} } }` }),
  (number) => sweep({ layer: `{ units: { values: [${number}, 3] } }` }),
  (number) => sweep({ rest: `train: { epochs: ${number}, optimizer: { use: adam, learningRate: ${number} } }` }),
  (number) => sweep({ rest: `train: { optimizer: { use: sgd, learningRate: { min: 1.0e-9, max: ${number} } } }` }),
  (number) => sweep({ rest: `replicates: ${number}` }),
  (number) => sweep({ rest: `search: { method: random, trials: ${number}, seed: ${number} }` }),
  (number) => sweep({ rest: `run: { workers: ${number}, retries: ${number} }` }),
  (number) => sweep({ dataset: `{ use: classification, nSamples: ${number} }` }),
  (number) => sweep({ dataset: `{ use: classification, split: { train: ${number}, validation: 0.5 } }` }),
  (number) => sweep({ layer: '{ units: { values: [1, 2] } }', rest: `constraints: ["units < ${number}"]` }),
];

/** Sweep files with an odd text, or a key of every object, in each place for texts. */
export function oddTexts(): readonly HostileSweep[] {
  const texts = [...Object.entries(ODD_TEXTS), ...PROTOTYPE_KEYS.map((key) => [key, key] as const)];
  return texts.flatMap(([what, text]) => inPlaces(what, text, TEXT_PLACES));
}

/** Sweep files with a very long text in each place for texts. */
export function longTexts(): readonly HostileSweep[] {
  const letters = ['a', '\u{1f600}', '"', '~'];
  return letters.flatMap((letter) => {
    const length = Math.floor(100_000 / letter.length);
    return inPlaces(`a long text of ${letter}`, JSON.stringify(letter.repeat(length)), TEXT_PLACES);
  });
}

/** Sweep files with an odd number in each place for numbers. */
export function oddNumbers(): readonly HostileSweep[] {
  return NUMBERS.flatMap((number) => inPlaces(number, number, NUMBER_PLACES));
}

function inPlaces(
  what: string,
  written: string,
  places: readonly ((written: string) => string)[],
): readonly HostileSweep[] {
  return places.map((place, i) => ({ attack: `${what} in place ${i}`, content: place(written), outcome: 'either' }));
}
