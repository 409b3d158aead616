import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  type Node,
  Pair,
  Scalar,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { SparsweepError } from '../plugin/errors.ts';
import { shortened, visibleText } from '../plugin/visibleText.ts';
import { displayPath, type Path } from '../search/jsonPointer.ts';
import type { Message } from './messages/messages.ts';
import { type Problem, problemAt } from './problem.ts';
import { parseYaml } from './yaml.ts';

/** One `--set path=value`: a value put into the sweep file before it is read. */
export interface Override {
  /** As the user wrote it. */
  readonly text: string;
  readonly path: Path;
  /** The value's YAML text. */
  readonly value: string;
}

const MOST_TOKENS = 100;

/**
 * Reads `train.epochs=5` or `model.layers[0].units=32`.
 *
 * @throws SparsweepError `invalid-option` without a `=`, when a part of the path is empty, or when there are too many.
 */
export function parseOverride(text: string): Override {
  const equals = text.indexOf('=');
  const path = text
    .slice(0, Math.max(0, equals))
    .replaceAll(/\[(\d+)\]/g, '.$1')
    .split('.')
    .map((token) => (/^\d+$/.test(token) ? Number(token) : token.trim()));
  const shown = `--set ${visibleText(shortened(text, 100))}`;
  if (equals < 1 || path.some((token) => token === '')) {
    throw new SparsweepError('invalid-option', `${shown}: write path=value, such as --set train.epochs=5`);
  }
  if (path.length > MOST_TOKENS) {
    throw new SparsweepError('invalid-option', `${shown}: the path has ${path.length} parts; a sweep needs about ten`);
  }
  return { text, path, value: text.slice(equals + 1) };
}

/** Puts the overrides into a document, in order; returns the problems of those that cannot be put in. */
export function applyOverrides(document: Document, overrides: readonly Override[]): readonly Problem[] {
  return overrides.flatMap((override) => {
    const at = { override: override.text };
    const value = parseYaml(override.value);
    const [error] = value.errors;
    if (error !== undefined) {
      const { start: _start, end: _end, ...message } = error;
      return [problemAt(at, message)];
    }
    // Offsets in the text of an override are not offsets in the file.
    visit(value.document, {
      Node: (_key, node) => {
        node.range = null;
      },
    });
    try {
      const put = { document, path: override.path, value: value.document.contents ?? new Scalar(null) };
      document.contents = placed(put, document.contents, 0);
      return [];
    } catch (thrown) {
      if (thrown instanceof NoPlace) return [problemAt(at, thrown.problem)];
      throw thrown;
    }
  });
}

/** The path of an override leads to no place in the file. */
class NoPlace extends Error {
  readonly problem: Message;

  constructor(problem: Message) {
    super(problem.id);
    this.problem = problem;
  }
}

/** A value to put into a document, and where. */
interface Put {
  readonly document: Document;
  readonly path: Path;
  readonly value: Node;
}

/** The node that replaces `node`, which is at the first `depth` tokens of the path. */
function placed(put: Put, node: unknown, depth: number): Node {
  const token = put.path[depth];
  if (token === undefined) return withAnchorOf(node, put.value);
  const isEmpty = node === null || node === undefined || (isScalar(node) && node.value === null);
  const target = isEmpty ? put.document.createNode(typeof token === 'number' ? [] : {}) : node;
  if (isSeq(target)) return withItem(put, target, token, depth);
  if (isMap(target)) return withKey(put, target, token, depth);
  const name = nameOf(put, depth);
  if (!isAlias(target)) throw new NoPlace({ id: 'override-in-value', data: { name } });
  throw new NoPlace({ id: 'override-in-alias', data: { name, alias: target.source } });
}

function withItem(put: Put, list: YAMLSeq, token: string | number, depth: number): Node {
  const count = list.items.length;
  const name = nameOf(put, depth);
  if (typeof token !== 'number') throw new NoPlace({ id: 'override-in-list', data: { name } });
  if (token > count) throw new NoPlace({ id: 'override-beyond-list', data: { name, count } });
  list.items[token] = placed(put, list.items[token], depth + 1);
  return list;
}

function withKey(put: Put, mapping: YAMLMap, token: string | number, depth: number): Node {
  const pair = mapping.items.find(({ key }) => isScalar(key) && String(key.value) === String(token));
  const value = placed(put, pair?.value, depth + 1);
  if (pair === undefined) mapping.items.push(new Pair(new Scalar(token), value));
  else pair.value = value;
  return mapping;
}

function nameOf({ path }: Put, depth: number): string {
  return depth === 0 ? 'the file' : `\`${displayPath(path.slice(0, depth))}\``;
}

/** The value with the anchor of the node that it replaces, so that aliases follow. */
function withAnchorOf(replaced: unknown, value: Node): Node {
  const anchored = isScalar(replaced) || isCollection(replaced) ? replaced.anchor : undefined;
  if (anchored !== undefined && (isScalar(value) || isCollection(value))) value.anchor ??= anchored;
  return value;
}
