import { parseNumber } from './fields.ts';

/**
 * The distinct targets in sorted order, and each row's class as an index into them.
 *
 * If all targets are numbers, classes are in numeric order, and `1` and `1.0` are the same class, named `1`. Otherwise
 * classes are texts, ordered by UTF-16 code units, independent of the locale.
 */
export function labelClasses(targets: readonly string[]): { classes: string[]; labels: Int32Array } {
  const numbers = new Map(targets.map((target) => [target, parseNumber(target)]));
  const numeric = !numbers.values().some((number) => number === null);
  const nameOf = (target: string) => (numeric ? String(Number(target) + 0) : target);
  const classes = [...new Set(numbers.keys().map(nameOf))];
  if (numeric) classes.sort((a, b) => Number(a) - Number(b));
  else classes.sort();
  const positions = new Map(classes.map((name, position) => [name, position]));
  return { classes, labels: Int32Array.from(targets, (target) => positions.get(nameOf(target)) ?? -1) };
}
