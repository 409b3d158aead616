import type { ErrorObject } from 'ajv';
import { displayPath, type Path, pathOf } from '../search/jsonPointer.ts';
import { errorCauses } from './errorCauses.ts';
import { errorInWords } from './errorInWords.ts';

/** A part of a text. */
export interface TextPart {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What a validator found, in words: the value's path, or one of its keys, and what would be right. */
export interface SchemaProblem {
  readonly path: Path;
  readonly key?: string;
  /** A part of the text that the value is: the text, and the offsets of the part in it. */
  readonly part?: TextPart;
  readonly message: string;
  readonly notes: readonly string[];
}

/** So many errors are looked at for what they have in common: of more, hardly one is ever shown. */
const MOST_ERRORS = 2000;

/**
 * The errors of a validator that ran with `allErrors` and `verbose`, as problems that a person can act on.
 *
 * @param whole what messages call the value as a whole.
 */
export function schemaProblems(errors: readonly ErrorObject[], whole = 'the file'): readonly SchemaProblem[] {
  return errorCauses(errors.slice(0, MOST_ERRORS)).map((error) => {
    const path = pathOf(error.instancePath);
    const name = path.length === 0 ? whole : `\`${displayPath(path.slice(namedFrom(path)))}\``;
    const [message, ...notes] = errorInWords(error, name, path);
    const key = error.keyword === 'additionalProperties' ? { key: String(error.params.additionalProperty) } : {};
    return { path, ...key, message, notes };
  });
}

/** Where the end of a path begins that says which value is meant: an index or `values` alone says little. */
function namedFrom(path: Path): number {
  const last = path.findLastIndex((token) => !/^(\d+|values)$/.test(String(token)));
  return Math.max(0, last);
}
