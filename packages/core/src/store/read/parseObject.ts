import { isJsonObject, type JsonObject, type JsonValue } from '../../plugin/json.ts';
import { shortened } from '../../plugin/visibleText.ts';
import { DamagedContent } from '../open/storeErrors.ts';

/** How many characters of what is wrong are quoted. */
const LONGEST_QUOTE = 80;

/**
 * The JSON object that a column holds.
 *
 * @throws DamagedContent for anything else, which this program never stores.
 */
export function parseObject(json: string): JsonObject {
  const value = parse(json);
  if (!isJsonObject(value)) throw new DamagedContent(`stored where a JSON object belongs: ${quoted(json)}`);
  return value;
}

function parse(json: string): JsonValue {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

/** Of a damaged row it may be a number. */
function quoted(stored: unknown): string {
  return JSON.stringify(shortened(String(stored), LONGEST_QUOTE));
}
