import { isJsonObject, type JsonObject, type JsonValue } from '../plugin/json.ts';
import { type SearchedForm, searchedForm } from '../search/configure.ts';
import { type Path, pointerOf } from '../search/jsonPointer.ts';
import type { NumberType } from './jsonSchema.ts';
import type { PathWords } from './parameterNames.ts';

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
export function searchedParts(
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
