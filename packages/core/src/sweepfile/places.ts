import { isScalar, type LineCounter, type Node, type Range } from 'yaml';
import { type Path, pointerOf } from '../search/jsonPointer.ts';
import type { Override } from './overrides.ts';
import type { Problem, Span } from './problem.ts';
import type { Place } from './yamlData.ts';

/** The text of a file, and where its lines begin. */
export interface Source {
  readonly text: string;
  readonly lines: LineCounter;
}

/** The place of a value in a file; of one of its keys, where `key` is given. */
export type Locate = (path: Path, key?: string) => Problem['at'];

/**
 * Finds places in a file with overrides in it.
 *
 * @param places the nodes of each value by JSON pointer; those that overrides brought in have no range.
 */
export function locator(source: Source, places: ReadonlyMap<string, Place>, overrides: readonly Override[]): Locate {
  return (path, key) => {
    const whole = key === undefined ? path : [...path, key];
    const within = overrides.findLast((override) => startsWith(whole, override.path));
    if (within !== undefined) return { override: within.text };
    const own = places.get(pointerOf(whole));
    const range = key === undefined ? rangeOf(own) : own?.key?.range;
    if (range) return spanOf(source, range[0], range[1]);
    // What an override made on its way to its place has no text of its own.
    const made = overrides.findLast((override) => startsWith(override.path, whole));
    if (made !== undefined) return { override: made.text };
    const around = rangeAround(places, whole);
    return around === undefined ? undefined : spanOf(source, around[0], around[1]);
  };
}

/** The stretch between two offsets, as far as the first line: a block is pointed at by where it begins. */
export function spanOf({ text, lines }: Source, start: number, end: number): Span {
  const { line, col: column } = lines.linePos(start);
  const lineStart = lines.lineStarts[line - 1] ?? 0;
  const lineText = text.slice(lineStart, lineEnd(text, lines.lineStarts[line] ?? text.length));
  const length = Math.min(end, lineStart + lineText.length) - start;
  return { line, column, length: Math.max(1, length), text: lineText };
}

/** Where the text of a line ends whose next one starts at an offset: before its line feed. */
function lineEnd(text: string, next: number): number {
  if (text[next - 1] !== '\n') return next;
  return text[next - 2] === '\r' ? next - 2 : next - 1;
}

function startsWith(path: Path, beginning: Path): boolean {
  return beginning.every((token, i) => String(token) === String(path[i]));
}

/** Where a value stands. An empty one (`units:`) has a place but no text: its key is the better thing to point at. */
function rangeOf(place: Place | undefined): Range | null | undefined {
  return (hasText(place?.value) ? place?.value : (place?.key ?? place?.value))?.range;
}

function hasText(node: Node | null | undefined): boolean {
  return node !== null && node !== undefined && !(isScalar(node) && node.value === null && node.source === '');
}

/** Where the innermost value stands that is around a place and has text in the file. */
function rangeAround(places: ReadonlyMap<string, Place>, path: Path): Range | undefined {
  if (path.length === 0) return undefined;
  const outer = path.slice(0, -1);
  return rangeOf(places.get(pointerOf(outer))) ?? rangeAround(places, outer);
}
