import { isJsonObject, type JsonObject, type JsonValue } from '../../plugin/json.ts';

/** A difference between the environment of a stored sweep and the present one; null for a missing value. */
export interface EnvironmentChange {
  readonly name: string;
  readonly stored: JsonValue;
  readonly present: JsonValue;
}

/** The parts of an environment that results can depend on, besides the versions of packages. */
const PLACES: readonly (readonly [section: string, key?: string])[] = [
  ['sparsweep'],
  ['node'],
  ['os', 'platform'],
  ['os', 'arch'],
  ['cpu', 'model'],
  ['git', 'commit'],
  ['git', 'dirty'],
];

/**
 * The differences between the environment of a stored sweep and another that could change a trial's results: versions (of
 * the packages that the stored environment names), processor, commit.
 */
export function environmentChanges(stored: JsonObject, present: JsonObject): readonly EnvironmentChange[] {
  const packages = isJsonObject(stored.packages) ? Object.keys(stored.packages) : [];
  const places = [...PLACES, ...packages.map((name) => ['packages', name] as const)];
  return places.flatMap(([section, key]) => {
    const [then, now] = [stored, present].map((environment) => valueIn(environment, section, key));
    if (then === undefined || now === undefined || then === now) return [];
    const name = section === 'packages' ? (key ?? '') : [section, key].filter((word) => word !== undefined).join(' ');
    return [{ name, stored: then, present: now }];
  });
}

function valueIn(environment: JsonObject, section: string, key: string | undefined): JsonValue {
  const value = environment[section] ?? null;
  if (key === undefined) return value;
  return isJsonObject(value) ? (value[key] ?? null) : null;
}
