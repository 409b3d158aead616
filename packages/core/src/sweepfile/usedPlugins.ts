import { isJsonObject, type JsonObject, type JsonValue } from '../plugin/json.ts';
import type { Path } from '../search/jsonPointer.ts';

/** A plugin that a sweep file names, and where. */
export interface UsedPlugin {
  readonly kind: 'dataset' | 'regularizer' | 'optimizer';
  readonly use: string;
  readonly path: Path;
}

/** The keys below which a `use` names a plugin of a kind. */
const KIND_OF_KEY: ReadonlyMap<string, UsedPlugin['kind']> = new Map([
  ['dataset', 'dataset'],
  ['regularizers', 'regularizer'],
  ['optimizer', 'optimizer'],
]);

/** Every plugin that the file names, in whatever set of values it stands. */
export function usedPlugins(data: JsonObject): readonly UsedPlugin[] {
  return visit(data, [], undefined);
}

function visit(value: JsonValue, path: Path, kind: UsedPlugin['kind'] | undefined): readonly UsedPlugin[] {
  if (Array.isArray(value)) return value.flatMap((item, i) => visit(item, [...path, i], kind));
  if (!isJsonObject(value)) return [];
  const { use } = value;
  const isPlugin = kind !== undefined && typeof use === 'string';
  const own: readonly UsedPlugin[] = isPlugin ? [{ kind, use, path: [...path, 'use'] }] : [];
  const below = Object.entries(value).flatMap(([key, item]) => {
    // Only a set of values, which has no `use` of its own, hands the kind down.
    const handedDown = isPlugin ? undefined : kind;
    return visit(item, [...path, key], KIND_OF_KEY.get(key) ?? handedDown);
  });
  return [...own, ...below];
}
