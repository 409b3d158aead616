import { isJsonObject, type JsonObject, type JsonValue } from '../plugin/json.ts';
import { DamagedContent } from './storeErrors.ts';

/** How many characters of what is wrong are quoted. */
const LONGEST_QUOTE = 80;

/**
 * The JSON object that a column holds.
 *
 * @throws DamagedContent for anything else, which this program never stores.
 */
export function parseObject(json: string): JsonObject {
  const value = parse(json);
  if (!isJsonObject(value)) throw new DamagedContent(`stored where a JSON object belongs: ${shortened(json)}`);
  return value;
}

function parse(json: string): JsonValue {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

function shortened(text: string): string {
  return JSON.stringify(String(text).slice(0, LONGEST_QUOTE));
}
