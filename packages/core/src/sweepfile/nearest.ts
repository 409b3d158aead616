import { closest, distance } from 'fastest-levenshtein';

/**
 * The name that was probably meant: one that differs in at most two letters, or a third of the word, but not in all.
 *
 * A common end after a dot is ignored: `test.accuracy` is not near `train.accuracy`.
 */
export function nearest(written: string, names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined;
  const lower = written.toLowerCase();
  const exceptCase = names.find((name) => name.toLowerCase() === lower);
  if (exceptCase !== undefined) return exceptCase;
  const candidate = closest(written, names);
  const [head, meantHead] = withoutSharedTail(written, candidate);
  const most = Math.min(Math.max(2, Math.floor(head.length / 3)), head.length - 1);
  return distance(head, meantHead) <= most ? candidate : undefined;
}

function withoutSharedTail(written: string, meant: string): readonly [string, string] {
  const dot = written.lastIndexOf('.');
  const tail = dot === -1 ? '' : written.slice(dot);
  if (tail === '' || !meant.endsWith(tail)) return [written, meant];
  return [written.slice(0, dot), meant.slice(0, -tail.length)];
}
