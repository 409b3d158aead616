import { type Document, isAlias, isMap, isNode, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';
import type { JsonObject, JsonValue } from '../plugin/json.ts';
import { pointerOf } from '../search/jsonPointer.ts';

/** The most values that a file may hold, what its aliases stand for counted anew each time: far above any use. */
const MOST_VALUES = 100_000;
const MOST_LEVELS = 100;

/** The nodes of a value and of its key; what stands in a list has no key. */
export interface Place {
  readonly key?: Node;
  readonly value: Node | null;
}

/** Why a document cannot become data. */
export interface Flaw {
  /** JSON pointer of the value that is at fault; undefined for the file as a whole. */
  readonly pointer: string | undefined;
  readonly message: string;
  readonly notes: readonly string[];
}

/** A document as data, or what is in the way; and the place of each value by JSON pointer. */
export interface YamlData {
  readonly result: { readonly data: JsonValue } | { readonly flaw: Flaw };
  readonly places: ReadonlyMap<string, Place>;
}

/** Turns a parsed document into data. Where an alias stands, its place is the alias, and its parts are where it points. */
export function yamlData(yaml: Document): YamlData {
  const places = new Map<string, Place>();
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

  function readPlaced(pointer: string, place: Place): JsonValue {
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
