import { isJsonObject, type JsonObject, type JsonValue } from '../../plugin/json.ts';

/** Something that is not as it was when a sweep was run; null for what is not there. */
export interface EnvironmentChange {
  readonly name: string;
  readonly stored: JsonValue;
  readonly present: JsonValue;
}

/** What results can depend on, besides the versions of packages: where it stands in an environment. */
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
 * In what the environment of a stored sweep differs from another, of all that could explain that a trial comes out
 * otherwise: versions (of the packages that the stored one names), processor, commit.
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
