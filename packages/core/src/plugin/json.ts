/** A value that JSON can hold. Jobs, configurations and drawn parameters are made of nothing else. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;

/** An object whose values are all JSON. */
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** Whether a JSON value is an object: neither a list nor a scalar. */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
