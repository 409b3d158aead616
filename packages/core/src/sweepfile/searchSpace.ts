import { isJsonObject, type JsonObject, type JsonValue } from '../plugin/json.ts';
import { displayPath, type Path, pointerOf } from '../search/jsonPointer.ts';
import { type SearchedForm, searchedForm } from '../search/searchedForm.ts';
import type { Domain, Space } from '../search/space.ts';
import { checkForm, checkReferences, type NamedPart } from './checkSpace.ts';
import type { NumberType } from './jsonSchema.ts';
import { choiceLabels, type PathWords, parameterNames } from './parameterNames.ts';
import type { SchemaProblem } from './schemaProblems.ts';

/** No search makes sense of more; each is a level of every walk over the space. */
const MOST_PARAMETERS = 1000;

/**
 * The search space of a sweep file, and what is wrong with it.
 *
 * @param template the part of the file that may be searched: its dataset, model and train.
 * @param typeAt the type of the number that a range at a pointer stands for; undefined where it stands for none.
 */
export function extractSpace(
  template: JsonObject,
  typeAt: (pointer: string) => NumberType | undefined,
): { readonly space: Space; readonly problems: readonly SchemaProblem[] } {
  const { parts, references } = searchedParts(template, typeAt);
  const named = withParameters(parts);
  const space = { template, parameters: named.map(({ parameter }) => parameter) };
  if (parts.length > MOST_PARAMETERS) {
    const message = `the file has ${parts.length} searched values; no more than ${MOST_PARAMETERS} can be searched`;
    return { space, problems: [{ path: [], message, notes: ['share one draw between places with `{ ref: ... }`'] }] };
  }
  const problems = [
    ...parts.flatMap(({ path, searched, type }) =>
      checkForm(searched, type).map((problem) => ({ ...problem, path: [...path, ...problem.path] })),
    ),
    ...duplicateNames(named),
    ...checkReferences(references, named),
  ];
  return { space, problems };
}

function withParameters(parts: readonly SearchedPart[]): readonly NamedPart[] {
  const given = parts.map(givenName);
  const unnamed = parts.filter((_, i) => given[i] === undefined);
  const names = parameterNames(
    unnamed.map(({ words }) => words),
    given.filter((name) => name !== undefined),
  );
  const made = new Map(unnamed.map((part, i) => [part, names[i]]));
  const nameAt = new Map(parts.map((part, i) => [part.pointer, given[i] ?? made.get(part) ?? '']));
  return parts.map((part) => {
    const name = nameAt.get(part.pointer) ?? '';
    const outer = part.within.at(-1);
    const within =
      outer === undefined ? {} : { within: { parameter: nameAt.get(outer.pointer) ?? '', choice: outer.choice } };
    return { ...part, parameter: { name, path: part.pointer, domain: domainOf(part), ...within } };
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

function duplicateNames(named: readonly NamedPart[]): readonly SchemaProblem[] {
  const first = new Map<string, NamedPart>();
  return named.flatMap((part) => {
    const { name } = part.parameter;
    const owner = first.get(name);
    if (owner === undefined) {
      first.set(name, part);
      return [];
    }
    // A name that the program made gives way: the one in the file is to blame.
    const blamed = givenName(part) === undefined ? owner : part;
    const notes = [
      `\`${displayPath((blamed === part ? owner : part).path)}\` has it already`,
      'give each a name of its own, or share one draw with `{ ref: ... }`',
    ];
    return [{ path: [...blamed.path, 'name'], message: `the parameter name \`${name}\` is taken`, notes }];
  });
}

/** A choice out of the set of values at a pointer. */
export interface Choice {
  readonly pointer: string;
  readonly choice: number;
}

/** A searched value as it stands in the file, before it has a name. */
export interface SearchedPart {
  readonly path: Path;
  readonly pointer: string;
  /** What its name can be made of. */
  readonly words: PathWords;
  readonly searched: Exclude<SearchedForm, { form: 'ref' }>;
  /** The type of the number that a range or distribution stands for. */
  readonly type: NumberType | undefined;
  /** The choices that it stands in, outermost first. */
  readonly within: readonly Choice[];
}

/** A reference to a parameter as it stands in the file. */
export interface ReferencePart {
  readonly path: Path;
  /** The parameter that it names. */
  readonly name: string;
  /** The choices that it stands in, outermost first. */
  readonly within: readonly Choice[];
}

/**
 * Finds all that is searched in a file, in the order of the file.
 *
 * @param typeAt the type of the number that a range at a pointer stands for; undefined where it stands for no number,
 *   but is an option that happens to have the keys of a range.
 */
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
 * What stands for each of a set of values in a path: the plugin that it uses, where it alone uses that plugin;
 * elsewhere its position. Of a plugin that is named by its file, the name of the file.
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
