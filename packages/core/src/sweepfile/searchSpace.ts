import { isJsonObject, type JsonObject, type JsonValue } from '../plugin/json.ts';
import { type SearchedForm, searchedForm } from '../search/configure.ts';
import { type Path, pointerOf } from '../search/jsonPointer.ts';
import type { Domain, Parameter, Space } from '../search/space.ts';
import type { NumberType } from './jsonSchema.ts';
import { choiceLabels, type PathWords, parameterNames } from './parameterNames.ts';

/** A choice from the set of values at a pointer. */
export interface Choice {
  readonly pointer: string;
  readonly choice: number;
}

/** A searched value as it is in the file, before it has a name. */
interface SearchedPart {
  readonly path: Path;
  readonly pointer: string;
  /** The words that its name is made of. */
  readonly words: PathWords;
  readonly searched: Exclude<SearchedForm, { form: 'ref' }>;
  /** The type of the number that a range or distribution replaces. */
  readonly type: NumberType | undefined;
  /** The choices that it is inside, outermost first. */
  readonly within: readonly Choice[];
}

/** A searched value with its parameter. */
export interface NamedPart extends SearchedPart {
  /** Whether the file gives its name. */
  readonly isNamed: boolean;
  readonly parameter: Parameter;
}

/** A reference to a parameter. */
export interface ReferencePart {
  readonly path: Path;
  /** The name of the parameter. */
  readonly name: string;
  /** The choices that it is inside, outermost first. */
  readonly within: readonly Choice[];
}

/** The search space of a sweep file, and what in the file it was made from. */
export interface ExtractedSpace {
  readonly space: Space;
  readonly parts: readonly NamedPart[];
  readonly references: readonly ReferencePart[];
}

/**
 * The search space of a sweep file.
 *
 * @param template the searched part of the file: its dataset, model and train.
 * @param typeAt the type of the number that a range at a pointer replaces; undefined where it replaces none, but is an
 *   option that happens to have the keys of a range.
 */
export function extractSpace(
  template: JsonObject,
  typeAt: (pointer: string) => NumberType | undefined,
): ExtractedSpace {
  const { parts, references } = searchedParts(template, typeAt);
  const named = withParameters(parts);
  return { space: { template, parameters: named.map(({ parameter }) => parameter) }, parts: named, references };
}

function withParameters(parts: readonly SearchedPart[]): readonly NamedPart[] {
  const given = parts.map(givenName);
  const unnamed = parts.filter((_, i) => given[i] === undefined);
  const names = parameterNames(
    unnamed.map(({ words }) => words),
    given.filter((name) => name !== undefined),
  );
  const generated = new Map(unnamed.map((part, i) => [part, names[i]]));
  const nameAt = new Map(parts.map((part, i) => [part.pointer, given[i] ?? generated.get(part) ?? '']));
  return parts.map((part) => {
    const name = nameAt.get(part.pointer) ?? '';
    const outer = part.within.at(-1);
    const within =
      outer === undefined ? {} : { within: { parameter: nameAt.get(outer.pointer) ?? '', choice: outer.choice } };
    const parameter = { name, path: part.pointer, domain: domainOf(part), ...within };
    return { ...part, isNamed: givenName(part) !== undefined, parameter };
  });
}

function givenName({ searched: { node } }: SearchedPart): string | undefined {
  return typeof node.name === 'string' ? node.name : undefined;
}

function domainOf({ searched, type }: SearchedPart): Domain {
  const { node } = searched;
  const integer = type === 'integer';
  switch (searched.form) {
    case 'values': {
      const { probabilities } = node;
      const weights = Array.isArray(probabilities) ? { probabilities: probabilities.map(Number) } : {};
      return { type: 'choice', labels: choiceLabels(searched.values), ...weights };
    }
    case 'distribution': {
      const kind = node.distribution === 'logNormal' ? 'logNormal' : 'normal';
      return { type: kind, mu: Number(node.mu), sigma: Number(node.sigma), integer };
    }
    case 'range': {
      const step = typeof node.step === 'number' ? { step: node.step } : {};
      const [min, max] = [Number(node.min), Number(node.max)];
      return { type: 'range', min, max, integer, log: node.log === true, ...step };
    }
  }
}

/** The searched values and references of a file, in the order of the file. */
function searchedParts(
  template: JsonObject,
  typeAt: (pointer: string) => NumberType | undefined,
): { readonly parts: readonly SearchedPart[]; readonly references: readonly ReferencePart[] } {
  const parts: SearchedPart[] = [];
  const references: ReferencePart[] = [];

  function visit(value: JsonValue, path: Path, words: PathWords, within: readonly Choice[]): void {
    const searched = searchedForm(value);
    if (searched?.form === 'ref') {
      references.push({ path, name: searched.ref, within });
      return;
    }
    const pointer = pointerOf(path);
    const type = typeAt(pointer);
    if (searched === undefined || (searched.form !== 'values' && type === undefined)) {
      visitParts(value, path, words, within);
      return;
    }
    parts.push({ path, pointer, words, searched, type, within });
    if (searched.form !== 'values') return;
    const branches = branchWords(searched.values);
    for (const [choice, item] of searched.values.entries()) {
      const branch = branches[choice] ?? '';
      visit(item, [...path, 'values', choice], [...words, branch], [...within, { pointer, choice }]);
    }
  }

  function visitParts(value: JsonValue, path: Path, words: PathWords, within: readonly Choice[]): void {
    if (Array.isArray(value)) {
      for (const [i, item] of value.entries()) visit(item, [...path, i], indexed(words, i), within);
    } else if (isJsonObject(value)) {
      for (const [key, item] of Object.entries(value)) visit(item, [...path, key], [...words, key], within);
    }
  }

  visitParts(template, [], [], []);
  return { parts, references };
}

/** The words with an index on the last: `layers` becomes `layers[0]`. */
function indexed(words: PathWords, index: number): PathWords {
  return [...words.slice(0, -1), `${words.at(-1)}[${index}]`];
}

/**
 * The word of each value of a set in a path: the plugin that it uses, if no other value uses it; otherwise its position.
 * A plugin that is named by its path goes by the name of its file.
 */
function branchWords(values: readonly JsonValue[]): readonly string[] {
  const plugins = values.map((value) => (isJsonObject(value) && typeof value.use === 'string' ? value.use : undefined));
  const words = plugins.map((plugin) => plugin?.replace(/^.*\//, '').replace(/\.\w+$/, ''));
  const counts = new Map<string | undefined, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return words.map((word, i) => {
    if (word === undefined) return `values[${i}]`;
    return counts.get(word) === 1 ? word : `${word}[${i}]`;
  });
}
