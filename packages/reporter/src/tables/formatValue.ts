import { isJsonObject, type JsonValue } from '@sparsweep/core/plugin';
import { formatSetting, NOTHING } from '../page/formatNumber.js';

/**
 * A drawn parameter in a line of text: words as they are, numbers with at most five significant digits, a plugin as
 * `l1(target=weights, strength=0.01)`, other structures as JSON, and a dash for null and for what is absent.
 */
export function formatValue(value: JsonValue | undefined): string {
  if (value === null || value === undefined) return NOTHING;
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return formatSetting(value);
  if (isJsonObject(value) && typeof value.use === 'string') {
    const { use, ...options } = value;
    const given = Object.entries(options).map(([name, option]) => `${name}=${formatValue(option)}`);
    return given.length === 0 ? use : `${use}(${given.join(', ')})`;
  }
  return JSON.stringify(value);
}
