/**
 * Says, by the path of the value, in what a JSON value first differs from the one that is expected; undefined where it
 * does not. The order of keys is no difference.
 */
export function firstDifference(found: unknown, expected: unknown, path = ''): string | undefined {
  if (!isParent(found) || !isParent(expected)) {
    return Object.is(found, expected) ? undefined : `${path} is ${shown(found)} in it, and ${shown(expected)} here`;
  }
  for (const key of new Set([...Object.keys(expected), ...Object.keys(found)])) {
    const difference = firstDifference(found[key], expected[key], path === '' ? key : `${path}.${key}`);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

function isParent(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function shown(value: unknown): string {
  if (value === undefined) return 'absent';
  return JSON.stringify(value);
}
