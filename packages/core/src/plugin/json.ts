/** A value that JSON can represent. Jobs, configurations and drawn parameters consist of these. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;

/** An object whose values are all JSON. */
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** Whether a JSON value is an object, not an array or scalar. */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
