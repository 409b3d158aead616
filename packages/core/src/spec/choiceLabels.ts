import { isJsonObject, type JsonObject, type JsonValue } from '../plugin/json.ts';

/**
 * What the store shows for each of a set of values, a label of its own for each: scalars as they are, plugins by name
 * and by the options in which they differ, lists of plugins by their names, and what that does not tell apart as JSON.
 */
export function choiceLabels(values: readonly JsonValue[]): readonly JsonValue[] {
  const labels = values.map((value) => {
    if (isJsonObject(value)) return pluginLabel(value, values) ?? JSON.stringify(value);
    return Array.isArray(value) ? listLabel(value) : value;
  });
  const uses = new Map<JsonValue, number>();
  for (const label of labels) uses.set(label, (uses.get(label) ?? 0) + 1);
  return labels.map((label, i) => (uses.get(label) === 1 ? label : JSON.stringify(values[i])));
}

function listLabel(values: readonly JsonValue[]): string {
  if (values.length === 0) return 'none';
  const plugins = values.map((value) => (isJsonObject(value) ? pluginLabel(value, []) : undefined));
  return plugins.includes(undefined) ? JSON.stringify(values) : plugins.join(' + ');
}

function pluginLabel(value: JsonObject, values: readonly JsonValue[]): string | undefined {
  const { use } = value;
  if (typeof use !== 'string') return undefined;
  const rivals = values.filter(isJsonObject).filter((rival) => rival.use === use && rival !== value);
  if (rivals.length === 0) return use;
  const differences = Object.entries(value)
    .filter(([key, option]) => typeof option !== 'object' && rivals.some((rival) => rival[key] !== option))
    .map(([key, option]) => `${key}=${option}`);
  return differences.length === 0 ? use : `${use}(${differences.join(', ')})`;
}
