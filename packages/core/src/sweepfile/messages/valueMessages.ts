import {
  allowedNote,
  counted,
  listed,
  meantNote,
  type Rendering,
  rendering,
  shown,
  type Unknown,
} from './rendering.ts';

/** A value that is not valid. */
interface Invalid {
  /** What messages call it: its key in backticks, or the file as a whole. */
  readonly name: string;
  readonly value: unknown;
  /** The description of the option. */
  readonly about?: string | undefined;
}

/** How to fix a value of the wrong type. */
const TYPE_REMEDIES = {
  'add-quotes': (value: unknown) => `put it in quotes to make it text: "${value}"`,
  'remove-quotes': () => 'remove the quotes',
  'write-use': (value: unknown) => `write { use: ${value} }`,
  'write-items': () => 'begin each item of a list with `- `',
  'list-values': () => 'only a number can be replaced by a range; list `values` instead',
  'list-plugins': () => 'search whole plugins: `values: [{ use: ... }, { use: ... }]`',
  'not-searchable': () => 'only values below `dataset`, `model` and `train` can be searched',
} as const;

/** The id of a way to fix a value of the wrong type. */
export type TypeRemedy = keyof typeof TYPE_REMEDIES;

/** Problems of single keys and values, which the JSON Schema of sweep files finds, and of the plugins that they name. */
export const VALUE_MESSAGES = {
  'unknown-key': ({ key, meant, allowed }: UnknownKey) =>
    rendering(`unknown key \`${key}\``, meantNote(meant), allowedNote(allowed)),
  'missing-key': ({ name, key, about }: MissingKey) =>
    rendering(`${name} is missing the key \`${key}\``, about === undefined ? undefined : `${key}: ${about}`),
  'missing-alternative': ({ name, alternatives, exactly, about }: MissingAlternative) => {
    const keys = alternatives.map((required) => required.map((key) => `\`${key}\``).join(' with '));
    return rendering(`${name} needs ${exactly ? 'exactly one' : 'one'} of ${keys.join(', ')}`, about);
  },
  'wrong-type': ({ name, value, types, remedy, about }: WrongType) =>
    rendering(
      `${name} must be ${typeWords(types)}, not ${shown(value)}`,
      remedy === undefined ? about : TYPE_REMEDIES[remedy](value),
    ),
  'not-allowed': ({ name, value, meant, allowed, about }: NotAllowed) =>
    rendering(`${name} cannot be ${shown(value)}`, meantNote(meant) ?? about, allowedNote(allowed)),
  'wrong-format': ({ name, value, about }: Invalid) => rendering(`${name} cannot be ${shown(value)}`, about),
  'out-of-bounds': ({ name, value, comparison, limit }: OutOfBounds) =>
    rendering(`${name} is ${shown(value)}; it must be ${COMPARISONS[comparison]} ${limit}`),
  'wrong-length': ({ name, comparison, limit, unit }: WrongLength) =>
    unit === 'character' && comparison === '>=' && limit === 1
      ? rendering(`${name} must not be empty`)
      : rendering(`${name} must have ${COMPARISONS[comparison]} ${counted(limit, unit)}`),
  'invalid-value': ({ name, value, reason, about }: Invalid & { readonly reason: string }) =>
    rendering(`${name} cannot be ${shown(value)}: it ${reason}`, about),
  'unknown-plugin': ({ kind, name, meant, available, isOpen }: UnknownPlugin): Rendering =>
    rendering(
      `unknown ${kind} "${name}"`,
      meantNote(meant),
      `available: ${listed(available)}`,
      isOpen ? `or the path of a file (./my-${kind}.ts), or the name of a package` : undefined,
    ),
  'plugin-not-found': ({ reason, path }: { readonly reason: string; readonly path?: string | undefined }) =>
    rendering(reason, path === undefined ? undefined : `the path of a file begins with ./, as in ${path}`),
  'broken-plugin': ({ reason }: { readonly reason: string }) => rendering(reason),
};

interface UnknownKey {
  readonly key: string;
  readonly meant: string | undefined;
  readonly allowed: readonly string[];
}

interface MissingKey {
  /** What messages call the mapping. */
  readonly name: string;
  readonly key: string;
  /** The description of the key. */
  readonly about: string | undefined;
}

interface MissingAlternative extends Omit<Invalid, 'value'> {
  /** The keys that each alternative requires. */
  readonly alternatives: readonly (readonly string[])[];
  /** Whether more than one alternative is wrong, too. */
  readonly exactly: boolean;
}

interface WrongType extends Invalid {
  /** Types of JSON Schema, and single values as JSON. */
  readonly types: readonly string[];
  readonly remedy: TypeRemedy | undefined;
}

interface NotAllowed extends Invalid {
  readonly meant: string | undefined;
  readonly allowed: readonly unknown[];
}

interface OutOfBounds extends Invalid {
  readonly comparison: Comparison;
  readonly limit: number;
}

interface WrongLength extends Omit<Invalid, 'value'> {
  readonly comparison: Comparison;
  readonly limit: number;
  readonly unit: 'value' | 'character';
}

interface UnknownPlugin extends Unknown {
  readonly kind: string;
  /** Whether paths and packages name such plugins, too. */
  readonly isOpen: boolean;
}

const COMPARISONS = { '>=': 'at least', '<=': 'at most', '>': 'greater than', '<': 'less than' } as const;

/** How a number compares with a limit. */
export type Comparison = keyof typeof COMPARISONS;

const TYPE_WORDS: ReadonlyMap<string, string> = new Map([
  ['integer', 'a whole number'],
  ['number', 'a number'],
  ['string', 'text'],
  ['boolean', 'true or false'],
  ['array', 'a list'],
  ['object', 'a mapping'],
]);

/** Types as people call them: `a whole number or null`. */
function typeWords(types: readonly string[]): string {
  const [last = '', ...others] = types.map((type) => TYPE_WORDS.get(type) ?? type).toReversed();
  return others.length === 0 ? last : `${others.toReversed().join(', ')} or ${last}`;
}
