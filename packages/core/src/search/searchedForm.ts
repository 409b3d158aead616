import { isJsonObject, type JsonObject, type JsonValue } from '../plugin/json.ts';

/** The forms that stand for a value in a sweep file, as they are written there. */
export type SearchedForm =
  | { readonly form: 'values'; readonly node: JsonObject; readonly values: readonly JsonValue[] }
  | { readonly form: 'ref'; readonly node: JsonObject; readonly ref: string }
  | { readonly form: 'distribution'; readonly node: JsonObject }
  | { readonly form: 'range'; readonly node: JsonObject };

/**
 * The searched form that a value has, or undefined for a value that is meant as it stands.
 *
 * A mapping with `use` names a plugin, whose options may be called `min` or `values` as they like.
 */
export function searchedForm(value: JsonValue): SearchedForm | undefined {
  if (!isJsonObject(value) || 'use' in value) return undefined;
  if (Array.isArray(value.values)) return { form: 'values', node: value, values: value.values };
  if (typeof value.ref === 'string') return { form: 'ref', node: value, ref: value.ref };
  if ('distribution' in value) return { form: 'distribution', node: value };
  if ('min' in value || 'max' in value) return { form: 'range', node: value };
  return undefined;
}
