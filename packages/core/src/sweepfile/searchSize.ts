import { isJsonObject, type JsonValue } from '../plugin/json.ts';
import { searchedForm } from '../search/configure.ts';
import { isFiniteDomain, valueCount } from '../search/enumeration.ts';
import type { Parameter, Space } from '../search/space.ts';

/** How many points a finite space has; infinite for any other. */
export function pointCount({ parameters }: Space): number {
  const inside = Map.groupBy(parameters, ({ within }) => (within ? choiceKey(within.parameter, within.choice) : ''));

  function product(key: string): number {
    return (inside.get(key) ?? []).reduce((count, parameter) => count * valuesOf(parameter), 1);
  }

  function valuesOf({ name, domain }: Parameter): number {
    if (!isFiniteDomain(domain)) return Number.POSITIVE_INFINITY;
    if (domain.type !== 'choice') return valueCount(domain);
    return domain.labels.reduce<number>((count, _label, choice) => count + product(choiceKey(name, choice)), 0);
  }

  return product('');
}

function choiceKey(parameter: string, choice: number): string {
  return `${choice} ${parameter}`;
}

/** How many values a configuration of a file has at most, as they are written there. */
export function configurationSize(value: JsonValue): number {
  if (searchedForm(value)?.form === 'values' && isJsonObject(value) && Array.isArray(value.values)) {
    return value.values.reduce<number>((most, item: JsonValue) => Math.max(most, configurationSize(item)), 0);
  }
  const parts: readonly JsonValue[] = typeof value === 'object' && value !== null ? Object.values(value) : [];
  return parts.reduce<number>((count, part) => count + configurationSize(part), 1);
}
