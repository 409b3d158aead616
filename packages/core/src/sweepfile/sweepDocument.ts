import { type Document, isScalar, LineCounter, type Node, parseDocument, type Range } from 'yaml';
import { isJsonObject, type JsonObject } from '../plugin/json.ts';
import { type Path, pathOf, pointerOf } from '../search/jsonPointer.ts';
import { applyOverrides, type Override } from './overrides.ts';
import type { Problem, Span } from './problem.ts';
import type { SchemaProblem, TextPart } from './schemaProblems.ts';
import { type NodePlace, syntaxFlaws, YAML_OPTIONS, yamlData } from './yaml.ts';

/** Far above any use, and what a parser goes through in a few seconds whatever it holds. */
const MOST_KILOBYTES = 250;

/** A sweep file as data, and where each value stands in it. */
export interface SweepDocument {
  readonly data: JsonObject;
  /** The text, with the overrides in it. */
  readonly yaml: string;
  readonly locate: Locate;
}

/** Reads a sweep file's text, with `--set` overrides put in; or says why it cannot be read. */
export function parseSweepDocument(
  text: string,
  overrides: readonly Override[] = [],
): { readonly document: SweepDocument } | { readonly problems: readonly Problem[] } {
  if (Buffer.byteLength(text) > MOST_KILOBYTES * 1000) {
    return fileProblem(
      `the file is over ${MOST_KILOBYTES} kB`,
      'a sweep file describes a search; keep data in files of their own',
    );
  }
  // A byte order mark is no part of the first line.
  const source: Source = { text: text.replace(/^\uFEFF/, ''), lines: new LineCounter() };
  const yaml: Document.Parsed = parseDocument(source.text, { ...YAML_OPTIONS, lineCounter: source.lines });
  const flaws = syntaxFlaws(yaml, source.text, (offset) => source.lines.linePos(offset).line);
  if (flaws.length > 0) {
    return { problems: flaws.map(({ start, end, ...words }) => ({ ...words, at: spanOf(source, start, end) })) };
  }
  return readDocument(yaml, source, overrides);
}

function readDocument(
  yaml: Document,
  source: Source,
  overrides: readonly Override[],
): { readonly document: SweepDocument } | { readonly problems: readonly Problem[] } {
  const unusable = applyOverrides(yaml, overrides);
  if (unusable.length > 0) return { problems: unusable };
  const { result, places } = yamlData(yaml);
  const locate = locator(source, places, overrides);
  if ('flaw' in result) {
    const { pointer, ...words } = result.flaw;
    return { problems: [{ ...words, at: pointer === undefined ? undefined : locate(pathOf(pointer)) }] };
  }
  if (!isJsonObject(result.data))
    return fileProblem('the file holds no sweep', 'it needs the keys name, dataset and model');
  return { document: { data: result.data, yaml: overrides.length === 0 ? source.text : String(yaml), locate } };
}

function fileProblem(message: string, note: string): { readonly problems: readonly Problem[] } {
  return { problems: [{ message, at: undefined, notes: [note] }] };
}

/** The text of a file, and where its lines begin. */
interface Source {
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
function locator(source: Source, places: ReadonlyMap<string, NodePlace>, overrides: readonly Override[]): Locate {
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
function spanOf({ text, lines }: Source, start: number, end: number): Span {
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
function rangeOf(place: NodePlace | undefined): Range | null | undefined {
  return (hasText(place?.value) ? place?.value : (place?.key ?? place?.value))?.range;
}

function hasText(node: Node | null | undefined): boolean {
  return node !== null && node !== undefined && !(isScalar(node) && node.value === null && node.source === '');
}

/** Where the innermost value stands that is around a place and has text in the file. */
function rangeAround(places: ReadonlyMap<string, NodePlace>, path: Path): Range | undefined {
  if (path.length === 0) return undefined;
  const outer = path.slice(0, -1);
  return rangeOf(places.get(pointerOf(outer))) ?? rangeAround(places, outer);
}

/** The problems with their places in the file. What several aliases stand for is wrong once. */
export function placeProblems(problems: readonly SchemaProblem[], locate: Locate): readonly Problem[] {
  const placed = problems.map(({ path, key, part, message, notes }) => ({
    message,
    at: narrowed(locate(path, key), part),
    notes,
  }));
  return [...new Map(placed.map((problem) => [keyOf(problem), problem])).values()];
}

/** A text that two problems share only if they read the same: the line is where its number says. */
function keyOf({ message, at, notes }: Problem): string {
  const place = at === undefined || 'override' in at ? at : [at.line, at.column, at.length];
  return JSON.stringify([message, place, notes]);
}

/** The place of a part of a text, where the text stands in the file as it is, in quotes or not; else that of the text. */
function narrowed(at: Problem['at'], part: TextPart | undefined): Problem['at'] {
  if (part === undefined || at === undefined || 'override' in at) return at;
  const written = at.text.slice(at.column - 1, at.column - 1 + at.length);
  const offset = [written, written.slice(1, -1)].indexOf(part.text);
  if (offset === -1) return at;
  return { ...at, column: at.column + offset + part.start, length: Math.max(1, part.end - part.start) };
}
