import {
  type Document,
  type ErrorCode,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  type YAMLError,
  type YAMLMap,
} from 'yaml';
import type { JsonObject, JsonValue } from '../plugin/json.ts';
import { pointerOf } from '../search/jsonPointer.ts';
import type { Message } from './messages/messages.ts';

/**
 * YAML 1.2 as it is, whatever version a file claims: `1e-3` is a number, `yes` is text, `<<` is a key.
 *
 * The parser finds duplicate keys by comparing every pair of keys, which takes too long; `duplicateKeys` finds them here.
 */
const OPTIONS = { version: '1.2', schema: 'core', prettyErrors: false, uniqueKeys: false } as const;

/** A syntax error, and between which offsets of the text it is. */
export type SyntaxFault = Message & { readonly start: number; readonly end: number };

/** A parsed text with its syntax errors: of each line only the first, since the others usually follow from it. */
export function parseYaml(
  text: string,
  lines = new LineCounter(),
): { readonly document: Document.Parsed; readonly errors: readonly SyntaxFault[] } {
  const document: Document.Parsed = parseDocument(text, { ...OPTIONS, lineCounter: lines });
  const tags = document.warnings.filter(({ code }) => code === 'TAG_RESOLVE_FAILED');
  const seen = new Set<number>();
  const errors = [...document.errors, ...tags, ...duplicateKeys(document)].flatMap((error) => {
    const { line } = lines.linePos(error.pos[0]);
    if (seen.has(line)) return [];
    seen.add(line);
    return [syntaxFault(error, text)];
  });
  return { document, errors };
}

/** Reads the YAML text of a value. */
export function readYaml(text: string): { readonly data: JsonValue } | { readonly error: Message } {
  const { document, errors } = parseYaml(text);
  const [error] = errors;
  return error === undefined ? yamlData(document).result : { error };
}

/** An error of the parser, or one like it. */
type ParserError = Pick<YAMLError, 'code' | 'message' | 'pos'>;

function duplicateKeys(document: Document): readonly ParserError[] {
  const found: ParserError[] = [];
  visit(document, {
    Map: (_key, { items }) => {
      const seen = new Set<string>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        const name = String(key.value ?? '');
        const [start, end] = key.range ?? [0, 0];
        if (seen.has(name)) found.push({ code: 'DUPLICATE_KEY', message: name, pos: [start, end] });
        seen.add(name);
      }
    },
  });
  return found;
}

function syntaxFault({ code, message, pos: [start, end] }: ParserError, text: string): SyntaxFault {
  const [word = ''] = /^[^\s:]+/.exec(text.slice(start, start + 100)) ?? [];
  const translated = TRANSLATIONS[code]?.(message, word) ?? { id: 'invalid-yaml', data: { reason: message } };
  // The parser points at the first letter of a key.
  return { ...translated, start, end: code === 'DUPLICATE_KEY' ? start + word.length : end };
}

/** The parser's errors as messages of the catalog, by the parser's message and the word that it points at. */
const TRANSLATIONS: Partial<Readonly<Record<ErrorCode, (message: string, word: string) => Message | undefined>>> = {
  BAD_INDENT: unclosedBracket,
  BAD_SCALAR_START: (reason) => ({ id: 'reserved-character', data: { reason } }),
  BLOCK_AS_IMPLICIT_KEY: () => ({ id: 'wrong-indentation', data: {} }),
  DUPLICATE_KEY: (_message, key) => ({ id: 'duplicate-key', data: { key } }),
  MISSING_CHAR: (message) => unclosedBracket(message) ?? unclosedQuote(message) ?? { id: 'missing-colon', data: {} },
  MULTILINE_IMPLICIT_KEY: () => ({ id: 'missing-colon', data: {} }),
  MULTIPLE_DOCS: () => ({ id: 'second-document', data: {} }),
  RESOURCE_EXHAUSTION: () => ({ id: 'nested-too-deeply', data: { levels: undefined } }),
  TAB_AS_INDENT: () => ({ id: 'tab-indentation', data: {} }),
  TAG_RESOLVE_FAILED: (_message, tag) => ({ id: 'unknown-tag', data: { tag } }),
};

function unclosedBracket(message: string): Message | undefined {
  const [, bracket] = /end with an? (.)$/.exec(message) ?? [];
  return bracket === undefined ? undefined : { id: 'unclosed-bracket', data: { bracket } };
}

function unclosedQuote(message: string): Message | undefined {
  const [, quote] = /closing (.)quote$/.exec(message) ?? [];
  return quote === undefined ? undefined : { id: 'unclosed-quote', data: { quote } };
}

/** The most values that a file may have, aliases counted as all the values that they stand for. */
const MOST_VALUES = 100_000;
const MOST_LEVELS = 100;

/** The YAML nodes of a value and of its key; list items have no key. */
export interface NodePlace {
  readonly key?: Node;
  readonly value: Node | null;
}

/** An error of a document that is valid YAML. */
type DataError = Message & {
  /** JSON pointer of the value that is wrong; undefined for the file as a whole. */
  readonly pointer: string | undefined;
};

/** A document as data, or why it cannot be data; and the place of each value by JSON pointer. */
export interface YamlData {
  readonly result: { readonly data: JsonValue } | { readonly error: DataError };
  readonly places: ReadonlyMap<string, NodePlace>;
}

/**
 * Turns a parsed document into data. The place of an alias is the alias; the places of the values inside it are where
 * its anchor is.
 */
export function yamlData(document: Document): YamlData {
  const places = new Map<string, NodePlace>();
  const anchors = new Map<string, Node>();
  const open = new Set<Node>();
  let values = 0;

  function read(node: Node | null, pointer: string): JsonValue {
    values += 1;
    if (values > MOST_VALUES) {
      throw new Unreadable({ id: 'too-many-values', data: { limit: MOST_VALUES }, pointer: undefined });
    }
    if (pointer.split('/').length > MOST_LEVELS) {
      throw new Unreadable({ id: 'nested-too-deeply', data: { levels: MOST_LEVELS }, pointer });
    }
    if (isAlias(node)) return readAlias(node.source, pointer);
    // Inside an alias every anchor is visited for the second time.
    if (open.size === 0 && (isScalar(node) || isMap(node) || isSeq(node)) && node.anchor !== undefined) {
      anchors.set(node.anchor, node);
    }
    if (isMap(node)) return readMap(node, pointer);
    if (isSeq(node)) return node.items.map((item, i) => readPlaced(`${pointer}/${i}`, { value: asNode(item) }));
    return isScalar(node) ? scalarValue(node.value) : null;
  }

  function readPlaced(pointer: string, place: NodePlace): JsonValue {
    places.set(pointer, place);
    return read(place.value, pointer);
  }

  function readMap(map: YAMLMap, pointer: string): JsonObject {
    const entries = map.items.map(({ key, value }) => {
      if (!isScalar(key)) throw new Unreadable({ id: 'complex-key', data: {}, pointer });
      const name = String(key.value ?? '');
      return [name, readPlaced(pointer + pointerOf([name]), { key, value: asNode(value) })];
    });
    return Object.fromEntries(entries);
  }

  function readAlias(name: string, pointer: string): JsonValue {
    const target = anchors.get(name);
    if (target === undefined) throw new Unreadable({ id: 'unknown-anchor', data: { name }, pointer });
    if (open.has(target)) throw new Unreadable({ id: 'recursive-alias', data: { name }, pointer });
    open.add(target);
    const value = read(target, pointer);
    open.delete(target);
    return value;
  }

  try {
    return { result: { data: readPlaced('', { value: document.contents }) }, places };
  } catch (thrown) {
    if (thrown instanceof Unreadable) return { result: { error: thrown.error }, places };
    throw thrown;
  }
}

/** Ends the reading of a document. */
class Unreadable extends Error {
  readonly error: DataError;

  constructor(error: DataError) {
    super(error.id);
    this.error = error;
  }
}

function asNode(value: unknown): Node | null {
  return isNode(value) ? value : null;
}

/** A scalar's value in the core schema of YAML 1.2, which has no other types. */
function scalarValue(value: unknown): JsonValue {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}
