import type { Path } from '../search/jsonPointer.ts';
import { isNumeric, type JsonSchema } from './jsonSchema.ts';

/** The parts of a sweep file in which values can be searched. */
const SEARCHED_PARTS: ReadonlySet<unknown> = new Set(['dataset', 'model', 'train']);

/**
 * How a value of the wrong type can be made right.
 *
 * @param about what the schema says of itself: the note where there is nothing better to say.
 */
export function typeNotes(value: unknown, schema: JsonSchema, about: readonly string[], path: Path): readonly string[] {
  if (typeof value === 'number' && schema.type === 'string') return [`in quotes it is text: "${value}"`];
  if (typeof value === 'string') {
    const isNumber = value.trim() !== '' && Number.isFinite(Number(value));
    if (isNumber && isNumeric(schema)) return ['leave out the quotes'];
    return schema.properties?.use === undefined ? about : [`write { use: ${value} }`];
  }
  return typeof value === 'object' && value !== null ? notesForParts(value, schema, about, path) : about;
}

function notesForParts(value: object, schema: JsonSchema, about: readonly string[], [part]: Path): readonly string[] {
  const isRange = 'min' in value || 'max' in value || 'distribution' in value;
  if ((isRange || 'values' in value) && !SEARCHED_PARTS.has(part)) {
    return ['only what is below `dataset`, `model` and `train` can be searched'];
  }
  if (schema.type === 'array') return ['begin each item of a list with `- `'];
  if (isRange) return ['a range can stand only for a number; list `values` instead'];
  if (schema.type === 'string' && 'values' in value) {
    return ['search the whole of what it names: `values: [{ use: ... }, { use: ... }]`'];
  }
  return about;
}
