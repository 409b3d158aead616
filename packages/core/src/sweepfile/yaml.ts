import {
  type Document,
  type ErrorCode,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  visit,
  type YAMLError,
  type YAMLMap,
} from 'yaml';
import type { JsonObject, JsonValue } from '../plugin/json.ts';
import { pointerOf } from '../search/jsonPointer.ts';

/**
 * YAML 1.2 as it is, whatever version a file claims: `1e-3` is a number, `yes` is text, `<<` is a key.
 *
 * The parser would compare every key of a mapping with every other: `syntaxFlaws` looks for those that are given twice.
 */
export const YAML_OPTIONS = { version: '1.2', schema: 'core', prettyErrors: false, uniqueKeys: false } as const;

/** What the YAML parser found wrong, and between which offsets of the text. */
interface SyntaxFlaw {
  readonly message: string;
  readonly notes: readonly string[];
  readonly start: number;
  readonly end: number;
}

/**
 * What is wrong with the text of a document: of each line the first finding, for the others follow from it.
 *
 * @param lineAt the number of the line that an offset is in.
 */
export function syntaxFlaws(
  yaml: Document.Parsed,
  text: string,
  lineAt: (offset: number) => number,
): readonly SyntaxFlaw[] {
  const tags = yaml.warnings.filter(({ code }) => code === 'TAG_RESOLVE_FAILED');
  const seen = new Set<number>();
  return [...yaml.errors, ...tags, ...repeatedKeys(yaml)].flatMap((error) => {
    const line = lineAt(error.pos[0]);
    if (seen.has(line)) return [];
    seen.add(line);
    return [inWords(error, text)];
  });
}

/** A finding of the parser, or one like it. */
type Finding = Pick<YAMLError, 'code' | 'message' | 'pos'>;

/** The keys that stand in their mapping a second time. */
function repeatedKeys(yaml: Document): readonly Finding[] {
  const found: Finding[] = [];
  visit(yaml, {
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

function inWords({ code, message, pos: [start, end] }: Finding, text: string): SyntaxFlaw {
  const [word = ''] = /^[^\s:]+/.exec(text.slice(start, start + 100)) ?? [];
  const [words, ...notes] = WORDS[code]?.(message, word) ?? [message, CHECK];
  // The parser points at the first letter of a key.
  return { message: words, notes, start, end: code === 'DUPLICATE_KEY' ? start + word.length : end };
}

const CHECK = 'check the indentation, and that quotes and brackets are closed';
const NO_PAIR = ['this is not a `key: value`', 'is a `:` missing, or the line indented too little?'] as const;

/** A message and notes, made of the parser's message and of the word that it points at. */
type Wording = (message: string, word: string) => readonly [string, ...string[]];

/** The parser's findings in the words of someone who fills in a file. */
const WORDS: Partial<Readonly<Record<ErrorCode, Wording>>> = {
  BAD_INDENT: (message) => unclosedBracket(message) ?? [message, CHECK],
  BAD_SCALAR_START: (message) => [message, 'put the value in quotes'],
  BLOCK_AS_IMPLICIT_KEY: () => [
    'this does not fit what stands around it',
    'check the indentation; put text that holds `: ` in quotes',
  ],
  DUPLICATE_KEY: (_message, word) => [`the key \`${word}\` is given twice`],
  MISSING_CHAR: (message) => unclosedBracket(message) ?? unclosedQuote(message) ?? NO_PAIR,
  MULTILINE_IMPLICIT_KEY: () => NO_PAIR,
  MULTIPLE_DOCS: () => ['a second document begins here', 'a sweep file holds one'],
  RESOURCE_EXHAUSTION: () => ['this is nested too deeply', 'a sweep needs about ten levels'],
  TAB_AS_INDENT: () => ['a tab cannot indent YAML', 'indent with spaces'],
  TAG_RESOLVE_FAILED: (_message, word) => [`the tag \`${word}\` means nothing here`],
};

function unclosedBracket(message: string): readonly [string, ...string[]] | undefined {
  const [, bracket] = /end with an? (.)$/.exec(message) ?? [];
  if (bracket === undefined) return undefined;
  return [`a closing \`${bracket}\` is missing`, 'or what stands between the brackets is indented too little'];
}

function unclosedQuote(message: string): readonly [string] | undefined {
  const [, quote] = /closing (.)quote$/.exec(message) ?? [];
  return quote === undefined ? undefined : [`a closing ${quote} is missing`];
}

/** The most values that a file may hold, what its aliases stand for counted anew each time: far above any use. */
const MOST_VALUES = 100_000;
const MOST_LEVELS = 100;

/** The nodes of a value and of its key; what stands in a list has no key. */
export interface NodePlace {
  readonly key?: Node;
  readonly value: Node | null;
}

/** Why a document cannot become data. */
interface Flaw {
  /** JSON pointer of the value that is at fault; undefined for the file as a whole. */
  readonly pointer: string | undefined;
  readonly message: string;
  readonly notes: readonly string[];
}

/** A document as data, or what is in the way; and the place of each value by JSON pointer. */
interface YamlData {
  readonly result: { readonly data: JsonValue } | { readonly flaw: Flaw };
  readonly places: ReadonlyMap<string, NodePlace>;
}

/** Turns a parsed document into data. Where an alias stands, its place is the alias, and its parts are where it points. */
export function yamlData(yaml: Document): YamlData {
  const places = new Map<string, NodePlace>();
  const anchors = new Map<string, Node>();
  const open = new Set<Node>();
  let values = 0;

  function read(node: Node | null, pointer: string): JsonValue {
    values += 1;
    if (values > MOST_VALUES)
      throw new Unreadable(undefined, `the file holds more than ${MOST_VALUES} values`, SIZE_NOTES);
    if (pointer.split('/').length > MOST_LEVELS) {
      throw new Unreadable(pointer, `this is nested deeper than ${MOST_LEVELS} levels`, DEPTH_NOTES);
    }
    if (isAlias(node)) return readAlias(node.source, pointer);
    // Inside an alias every anchor is met for the second time.
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
      if (!isScalar(key)) throw new Unreadable(pointer, 'a key must be a word', []);
      const name = String(key.value ?? '');
      return [name, readPlaced(pointer + pointerOf([name]), { key, value: asNode(value) })];
    });
    return Object.fromEntries(entries);
  }

  function readAlias(name: string, pointer: string): JsonValue {
    const target = anchors.get(name);
    if (target === undefined) throw new Unreadable(pointer, `no anchor \`&${name}\` stands before this`, []);
    if (open.has(target)) throw new Unreadable(pointer, `\`*${name}\` stands inside what it names`, []);
    open.add(target);
    const value = read(target, pointer);
    open.delete(target);
    return value;
  }

  try {
    return { result: { data: readPlaced('', { value: yaml.contents }) }, places };
  } catch (thrown) {
    if (thrown instanceof Unreadable) return { result: { flaw: thrown.flaw }, places };
    throw thrown;
  }
}

const SIZE_NOTES = ['an alias (*name) counts as all that it stands for; keep data in files of their own'];
const DEPTH_NOTES = ['a sweep needs about ten'];

/** Ends the reading of a document. */
class Unreadable extends Error {
  readonly flaw: Flaw;

  constructor(pointer: string | undefined, message: string, notes: readonly string[]) {
    super(message);
    this.flaw = { pointer, message, notes };
  }
}

function asNode(value: unknown): Node | null {
  return isNode(value) ? value : null;
}

/** What the core schema of YAML 1.2 makes of a scalar; there is nothing else in it. */
function scalarValue(value: unknown): JsonValue {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}
