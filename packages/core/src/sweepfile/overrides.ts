import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  type Node,
  Pair,
  parseDocument,
  Scalar,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { SparsweepError } from '../plugin/errors.ts';
import { shortened, visibleText } from '../plugin/visibleText.ts';
import { displayPath, type Path } from '../search/jsonPointer.ts';
import type { Problem } from './problem.ts';
import { syntaxFlaws, YAML_OPTIONS } from './yaml.ts';

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
 * @throws SparsweepError `invalid-option` when there is no `=`, a part of the path is empty, or there are too many.
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

/** Puts the overrides into a document, in order; returns those that have no place or no value there. */
export function applyOverrides(yaml: Document, overrides: readonly Override[]): readonly Problem[] {
  return overrides.flatMap((override) => {
    const value = parseDocument(override.value, YAML_OPTIONS);
    const at = { override: override.text };
    const [flaw] = syntaxFlaws(value, override.value, () => 1);
    if (flaw !== undefined) return [{ message: flaw.message, at, notes: flaw.notes }];
    // A range in the text of an override is none in the file's.
    visit(value, {
      Node: (_key, node) => {
        node.range = null;
      },
    });
    try {
      const put = { yaml, path: override.path, value: value.contents ?? new Scalar(null) };
      yaml.contents = placed(put, yaml.contents, 0);
      return [];
    } catch (thrown) {
      if (thrown instanceof NoPlace) return [{ message: thrown.message, at, notes: [] }];
      throw thrown;
    }
  });
}

/** The path leads to no place in the file. */
class NoPlace extends Error {}

/** A value on its way to its place in a document. */
interface Put {
  readonly yaml: Document;
  readonly path: Path;
  readonly value: Node;
}

/** What stands in the place of `node`, which is at the first `depth` tokens of the path, once the value is put. */
function placed(put: Put, node: unknown, depth: number): Node {
  const token = put.path[depth];
  if (token === undefined) return withAnchorOf(node, put.value);
  const isEmpty = node === null || node === undefined || (isScalar(node) && node.value === null);
  const target = isEmpty ? put.yaml.createNode(typeof token === 'number' ? [] : {}) : node;
  if (isSeq(target)) return withItem(put, target, token, depth);
  if (isMap(target)) return withKey(put, target, token, depth);
  const name = nameOf(put, depth);
  if (!isAlias(target)) throw new NoPlace(`${name} is a single value: there is nothing in it to set`);
  throw new NoPlace(`${name} is the alias \`*${target.source}\`: set what it stands for, or all of it`);
}

function withItem(put: Put, list: YAMLSeq, token: string | number, depth: number): Node {
  const count = list.items.length;
  const name = nameOf(put, depth);
  if (typeof token !== 'number') throw new NoPlace(`${name} is a list: name an item of it, such as [0]`);
  if (token > count)
    throw new NoPlace(`${name} has ${count} ${count === 1 ? 'item' : 'items'}; the next is [${count}]`);
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

/** The value with the anchor of what it replaces: aliases follow. */
function withAnchorOf(replaced: unknown, value: Node): Node {
  const anchored = isScalar(replaced) || isCollection(replaced) ? replaced.anchor : undefined;
  if (anchored !== undefined && (isScalar(value) || isCollection(value))) value.anchor ??= anchored;
  return value;
}
