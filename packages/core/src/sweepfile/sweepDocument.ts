import { type Document, isScalar, LineCounter, type Node, type Range } from 'yaml';
import { isJsonObject, type JsonObject } from '../plugin/json.ts';
import { type Path, pathOf, pointerOf } from '../search/jsonPointer.ts';
import { applyOverrides, type Override } from './overrides.ts';
import { type PathProblem, type Problem, problemAt, type Span, type TextPart } from './problem.ts';
import { type NodePlace, parseYaml, yamlData } from './yaml.ts';

/** Far above any use, and small enough that the parser takes at most a few seconds whatever the file contains. */
const MOST_KILOBYTES = 250;

/** A sweep file as data, and where each value is in it. */
export interface SweepDocument {
  readonly data: JsonObject;
  /** The text, with the overrides in it. */
  readonly yaml: string;
  readonly locate: Locate;
}

/** A readable sweep file, or why it cannot be read. */
type ParsedDocument = { readonly document: SweepDocument } | { readonly problems: readonly Problem[] };

/** Reads a sweep file's text, with `--set` overrides put in. */
export function parseSweepDocument(text: string, overrides: readonly Override[] = []): ParsedDocument {
  if (Buffer.byteLength(text) > MOST_KILOBYTES * 1000) {
    return { problems: [problemAt(undefined, { id: 'file-too-large', data: { kilobytes: MOST_KILOBYTES } })] };
  }
  // A byte order mark is not part of the first line.
  const source: Source = { text: text.replace(/^\uFEFF/, ''), lines: new LineCounter() };
  const { document, errors } = parseYaml(source.text, source.lines);
  if (errors.length === 0) return readDocument(document, source, overrides);
  return { problems: errors.map(({ start, end, ...message }) => problemAt(spanOf(source, start, end), message)) };
}

function readDocument(document: Document, source: Source, overrides: readonly Override[]): ParsedDocument {
  const unusable = applyOverrides(document, overrides);
  if (unusable.length > 0) return { problems: unusable };
  const { result, places } = yamlData(document);
  const locate = locator(source, places, overrides);
  if ('error' in result) {
    const { pointer, ...message } = result.error;
    return { problems: [problemAt(pointer === undefined ? undefined : locate(pathOf(pointer)), message)] };
  }
  const { data } = result;
  if (!isJsonObject(data)) return { problems: [problemAt(undefined, { id: 'not-a-sweep', data: {} })] };
  return { document: { data, yaml: overrides.length === 0 ? source.text : String(document), locate } };
}

/** The text of a file, and where its lines start. */
interface Source {
  readonly text: string;
  readonly lines: LineCounter;
}

/** The place of a value in a file, or of its key `key`. */
export type Locate = (path: Path, key?: string) => Problem['at'];

/**
 * Finds places in a file with overrides in it.
 *
 * @param places the nodes of each value by JSON pointer; nodes from overrides have no range.
 */
function locator(source: Source, places: ReadonlyMap<string, NodePlace>, overrides: readonly Override[]): Locate {
  return (path, key) => {
    const whole = key === undefined ? path : [...path, key];
    const within = overrides.findLast((override) => startsWith(whole, override.path));
    if (within !== undefined) return { override: within.text };
    const own = places.get(pointerOf(whole));
    const range = key === undefined ? rangeOf(own) : own?.key?.range;
    if (range) return spanOf(source, range[0], range[1]);
    // A mapping that an override created has no text of its own.
    const made = overrides.findLast((override) => startsWith(override.path, whole));
    if (made !== undefined) return { override: made.text };
    const around = rangeAround(places, whole);
    return around === undefined ? undefined : spanOf(source, around[0], around[1]);
  };
}

/** The text between two offsets, up to the end of its first line. */
function spanOf({ text, lines }: Source, start: number, end: number): Span {
  const { line, col: column } = lines.linePos(start);
  const lineStart = lines.lineStarts[line - 1] ?? 0;
  const lineText = text.slice(lineStart, lineEnd(text, lines.lineStarts[line] ?? text.length));
  const length = Math.min(end, lineStart + lineText.length) - start;
  return { line, column, length: Math.max(1, length), text: lineText };
}

/** Where the line before an offset ends: before its line feed. */
function lineEnd(text: string, next: number): number {
  if (text[next - 1] !== '\n') return next;
  return text[next - 2] === '\r' ? next - 2 : next - 1;
}

function startsWith(path: Path, beginning: Path): boolean {
  return beginning.every((token, i) => String(token) === String(path[i]));
}

/** Where a value is; for an empty one (`units:`), which has no text, where its key is. */
function rangeOf(place: NodePlace | undefined): Range | null | undefined {
  return (hasText(place?.value) ? place?.value : (place?.key ?? place?.value))?.range;
}

function hasText(node: Node | null | undefined): boolean {
  return node !== null && node !== undefined && !(isScalar(node) && node.value === null && node.source === '');
}

/** Where the innermost value around a path is that has text in the file. */
function rangeAround(places: ReadonlyMap<string, NodePlace>, path: Path): Range | undefined {
  if (path.length === 0) return undefined;
  const outer = path.slice(0, -1);
  return rangeOf(places.get(pointerOf(outer))) ?? rangeAround(places, outer);
}

/** The problems with their places in the file. A problem that several aliases repeat is listed once. */
export function placeProblems(problems: readonly PathProblem[], locate: Locate): readonly Problem[] {
  const placed = problems.map(({ path, key, part, ...message }) =>
    problemAt(narrowed(locate(path, key), part), message),
  );
  return [...new Map(placed.map((problem) => [keyOf(problem), problem])).values()];
}

/** A text that is the same for problems that read the same. */
function keyOf({ message, at, notes }: Problem): string {
  const place = at === undefined || 'override' in at ? at : [at.line, at.column, at.length];
  return JSON.stringify([message, place, notes]);
}

/** The place of a part of a text if the file has the text as it is, in quotes or not; otherwise the place of the text. */
function narrowed(at: Problem['at'], part: TextPart | undefined): Problem['at'] {
  if (part === undefined || at === undefined || 'override' in at) return at;
  const written = at.text.slice(at.column - 1, at.column - 1 + at.length);
  const offset = [written, written.slice(1, -1)].indexOf(part.text);
  if (offset === -1) return at;
  return { ...at, column: at.column + offset + part.start, length: Math.max(1, part.end - part.start) };
}
