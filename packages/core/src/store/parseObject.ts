import { isJsonObject, type JsonObject, type JsonValue } from '../plugin/json.ts';

/**
 * The JSON object that a column holds.
 *
 * @throws TypeError for JSON of another kind, which this program never stores.
 */
export function parseObject(json: string): JsonObject {
  const value: JsonValue = JSON.parse(json);
  if (!isJsonObject(value)) throw new TypeError(`stored where an object belongs: ${json}`);
  return value;
}
