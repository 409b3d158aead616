import { isJsonObject, type JsonValue } from '../plugin/json.ts';

/** The place of a value in a document: the keys and indices that lead to it. */
export type Path = readonly (string | number)[];

/** The JSON pointer (RFC 6901) of a path. */
export function pointerOf(path: Path): string {
  return path.map((token) => `/${String(token).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The path of a JSON pointer. List indices stay text; `valueAt` accepts both. */
export function pathOf(pointer: string): Path {
  if (pointer === '') return [];
  return pointer
    .slice(1)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** A path in readable form: `model.layers[0].units`. */
export function displayPath(path: Path): string {
  return path.reduce<string>((shown, token) => {
    if (typeof token === 'number' || /^\d+$/.test(token)) return `${shown}[${token}]`;
    return shown === '' ? token : `${shown}.${token}`;
  }, '');
}

/** The value at a path; null if it does not exist. */
export function valueAt(root: JsonValue, path: Path): JsonValue {
  return path.reduce<JsonValue>((value, token) => {
    if (Array.isArray(value)) return value[Number(token)] ?? null;
    return isJsonObject(value) ? (value[token] ?? null) : null;
  }, root);
}
