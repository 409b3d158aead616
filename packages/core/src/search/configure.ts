import { SparsweepError } from '../plugin/errors.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../plugin/json.ts';
import { pathOf, pointerOf, valueAt } from './jsonPointer.ts';
import { type Draw, drawnOf, type Space } from './space.ts';

/**
 * A configuration, with the source of each value: a map from JSON pointers in it to JSON pointers in the sweep file.
 */
export interface Configured {
  readonly configuration: JsonObject;
  readonly origins: ReadonlyMap<string, string>;
}

/** Replaces the searched values of a sweep file by drawn ones. */
export function configure(space: Space, draw: Draw): Configured {
  const origins = new Map<string, string>();
  const nameAt = new Map(space.parameters.map(({ path, name }) => [path, name]));
  const pathByName = new Map(space.parameters.map(({ path, name }) => [name, path]));

  function fill(value: JsonValue, source: string, target: string): JsonValue {
    origins.set(target, source);
    const name = nameAt.get(source);
    if (name !== undefined) return fillDrawn(value, name, source, target);
    const searched = searchedForm(value);
    if (searched?.form === 'ref') return fillReference(searched.ref, source, target);
    if (Array.isArray(value)) return value.map((item, i) => fill(item, `${source}/${i}`, `${target}/${i}`));
    return isJsonObject(value) ? fillObject(value, source, target) : value;
  }

  function fillObject(value: JsonObject, source: string, target: string): JsonObject {
    const entries = Object.entries(value).map(([key, item]) => {
      const token = pointerOf([key]);
      return [key, fill(item, source + token, target + token)];
    });
    return Object.fromEntries(entries);
  }

  function fillDrawn(value: JsonValue, name: string, source: string, target: string): JsonValue {
    const drawn = drawnOf(draw, name);
    if (drawn === undefined) throw new SparsweepError('invalid-sweep', `nothing was drawn for \`${name}\``);
    const searched = searchedForm(value);
    if (searched?.form !== 'values') return drawn;
    return fill(searched.values[drawn] ?? null, `${source}/values/${drawn}`, target);
  }

  function fillReference(name: string, source: string, target: string): JsonValue {
    const path = pathByName.get(name);
    if (path === undefined) throw new SparsweepError('invalid-sweep', `\`ref: ${name}\` names no parameter`);
    const value = fill(valueAt(space.template, pathOf(path)), path, target);
    // If the value is invalid here, the message has to point at the reference.
    origins.set(target, source);
    return value;
  }

  return { configuration: fillObject(space.template, '', ''), origins };
}

/** The forms in which a sweep file declares a searched value. */
export type SearchedForm =
  | { readonly form: 'values'; readonly node: JsonObject; readonly values: readonly JsonValue[] }
  | { readonly form: 'ref'; readonly node: JsonObject; readonly ref: string }
  | { readonly form: 'distribution'; readonly node: JsonObject }
  | { readonly form: 'range'; readonly node: JsonObject };

/**
 * The searched form of a value; undefined for a fixed value.
 *
 * A mapping with `use` names a plugin, and its options may be called `min` or `values`.
 */
export function searchedForm(value: JsonValue): SearchedForm | undefined {
  if (!isJsonObject(value) || 'use' in value) return undefined;
  if (Array.isArray(value.values)) return { form: 'values', node: value, values: value.values };
  if (typeof value.ref === 'string') return { form: 'ref', node: value, ref: value.ref };
  if ('distribution' in value) return { form: 'distribution', node: value };
  if ('min' in value || 'max' in value) return { form: 'range', node: value };
  return undefined;
}
