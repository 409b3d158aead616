import { at, messageOf, type SparsweepError } from '@sparsweep/core/plugin';
import type { Dim, Shape } from '../graph/dim.ts';
import type { Node, Operation } from '../graph/graph.ts';
import { GraphBuilder, mapInputs } from '../graph/graphBuilder.ts';
import { errorSiteOf, type Recorded, type Recording } from './recording.ts';
import { notCompilable } from './sites.ts';

/**
 * The graph that equals the first recording at one number of rows and the second at another: each length and constant is
 * fixed, or grows with a power of the number of rows.
 *
 * @throws SparsweepError `not-compilable` that names the code where the recordings differ in any other way.
 */
export function unify(first: Recording, second: Recording, rows: RowPair): Recording {
  const builder = new GraphBuilder();
  const ids: number[] = [];
  const origins: Recorded[] = [];
  for (const [id, node] of first.graph.nodes.entries()) {
    const twin = second.graph.nodes[id];
    const origin = at(first.origins, id);
    if (twin === undefined || !isSameOperation(node, twin)) throw branches(origin, rows);
    try {
      const added = mapInputs(node, (input) => at(ids, input));
      ids.push(unifyNode(builder, added, twin, rows).id);
    } catch (thrown) {
      throw notCompilable(errorSiteOf(origin), `${messageOf(thrown)} (in ${origin.kernel})`, undefined, {
        cause: thrown,
      });
    }
    while (origins.length < builder.nodes.length) origins.push(origin);
  }
  const outputs = Object.entries(first.graph.outputs);
  const isComplete = first.graph.nodes.length === second.graph.nodes.length;
  if (!isComplete || outputs.some(([name, id]) => second.graph.outputs[name] !== id)) {
    throw branches(second.origins[first.graph.nodes.length], rows);
  }
  const graph = builder.build(Object.fromEntries(outputs.map(([name, id]) => [name, at(ids, id)])));
  return { graph, origins };
}

function branches(origin: Recorded | undefined, { first, second }: RowPair): SparsweepError {
  return notCompilable(
    errorSiteOf(origin),
    `does something else for a batch of ${second} rows than for one of ${first}`,
  );
}

/** Attributes that may differ between the recordings: they depend on the rows, or are unified separately. */
const MAY_DIFFER: ReadonlySet<string> = new Set(['id', 'shape', 'length', 'begin', 'before', 'values']);

function isSameOperation(first: Node, second: Node): boolean {
  return fixedAttributes(first) === fixedAttributes(second);
}

function fixedAttributes(node: Node): string {
  return JSON.stringify(node, (key, value: unknown) => (MAY_DIFFER.has(key) ? undefined : value));
}

function unifyNode(builder: GraphBuilder, node: Node, twin: Node, rows: RowPair): Node {
  const shape = unifyShape(node.shape, twin.shape, rows);
  if (node.op === 'constant' && twin.op === 'constant') {
    return unifyConstant(builder, { ...node, shape }, twin.values, rows);
  }
  return builder.add(unifyOperation(node, twin, shape, rows), node.dtype);
}

function unifyOperation(node: Node, twin: Node, shape: Shape, rows: RowPair): Operation {
  switch (node.op) {
    case 'slice':
      return { ...node, shape, begin: unifyShape(node.begin, twin.op === 'slice' ? twin.begin : [], rows) };
    case 'pad':
      return { ...node, shape, before: unifyShape(node.before, twin.op === 'pad' ? twin.before : [], rows) };
    case 'positions':
      return { ...node, length: at(shape, 0) };
    case 'input':
    case 'reshape':
    case 'broadcast':
    case 'concat':
      return { ...node, shape };
    default:
      return node;
  }
}

function unifyShape(first: Shape, second: Shape, rows: RowPair): Shape {
  if (first.length !== second.length)
    throw new Error(`has [${first}] for ${rows.first} rows and [${second}] for ${rows.second}`);
  return first.map((dim, axis): Dim => {
    const twin = at(second, axis);
    const unified = unifyDim(dim, twin, rows);
    if (unified !== null) return unified;
    throw new Error(
      `has a length of ${String(dim)} for ${rows.first} rows and ${String(twin)} for ${rows.second}, ` +
        'but lengths must be fixed or multiples of the rows',
    );
  });
}

function unifyConstant(
  builder: GraphBuilder,
  node: Node & { readonly op: 'constant' },
  twin: readonly number[],
  rows: RowPair,
): Node {
  const { values, shape, dtype } = node;
  const isFixed = values.length === twin.length && values.every((value, index) => Object.is(value, twin[index]));
  if (isFixed && (values.length === 1 || shape.every((dim) => typeof dim === 'number')))
    return builder.add(node, dtype);
  const term = values.length === 1 && twin.length === 1 ? unifyNumber(at(values, 0), at(twin, 0), rows) : null;
  if (term === null) throw new Error(changingNumbers(values, twin, rows));
  const scalar = builder.add({ op: 'rows', inputs: [], ...term }, dtype);
  return shape.length === 0 ? scalar : builder.add({ op: 'broadcast', inputs: [scalar.id], shape });
}

function changingNumbers(first: readonly number[], second: readonly number[], rows: RowPair): string {
  if (first.length !== 1 || second.length !== 1) {
    return 'uses numbers that change from one trace to the next: they depend on the rows, or are drawn at random';
  }
  return (
    `uses the number ${first[0]} for ${rows.first} rows and ${second[0]} for ${rows.second}, ` +
    'but numbers must be fixed or grow with a power of the rows'
  );
}

/** The two numbers of rows that a structure is traced for. */
export interface RowPair {
  readonly first: number;
  readonly second: number;
}

/** The number `factor * rows ** power`; the power may be negative. */
interface RowTerm {
  readonly factor: number;
  readonly power: number;
}

/** The relative tolerance for numbers that are powers of the rows: they are rounded to float32. */
const TOLERANCE = 1e-6;

/** The term that equals `first` at the first number of rows and `second` at the second; null where none does. */
export function unifyNumber(first: number, second: number, rows: RowPair): RowTerm | null {
  if (Object.is(first, second)) return { factor: first, power: 0 };
  const exact = Math.log(second / first) / Math.log(rows.second / rows.first);
  const power = Math.round(exact);
  if (!Number.isFinite(exact) || power === 0) return null;
  const factor = first / rows.first ** power;
  return Math.abs(factor * rows.second ** power - second) <= TOLERANCE * Math.abs(second) ? { factor, power } : null;
}

/** The same for a length, where factor and power are positive integers. */
export function unifyDim(first: Dim, second: Dim, rows: RowPair): Dim | null {
  if (typeof first !== 'number' || typeof second !== 'number') return null;
  if (first === second) return first;
  const term = unifyNumber(first, second, rows);
  if (term === null) return null;
  const factor = Math.round(term.factor);
  const isWhole = factor > 0 && term.power > 0 && factor * rows.second ** term.power === second;
  return isWhole && factor * rows.first ** term.power === first ? { factor, power: term.power } : null;
}
