import { at } from '@sparsweep/core/plugin';
import { type Shape, sameDim, sameShape, sizeOf } from '../graph/dim.ts';
import type { Graph, Node, Operation } from '../graph/graph.ts';
import { GraphBuilder, mapInputs } from '../graph/graphBuilder.ts';

/** A graph that is being rewritten. */
export interface Rewriting {
  /** A node of the new graph. */
  node(id: number): Node;
  /** Adds a node to the new graph, as `GraphBuilder.add` does. */
  add(operation: Operation, dtype?: Node['dtype']): Node;
  /** The nodes of the old graph that use the value of a node of the new graph. */
  users(id: number): readonly Node[];
  /** The nodes of the old graph that use the value of the node that is about to be added. */
  usersOf(node: Node): readonly Node[];
  /** Whether exactly one node uses the value of a node of the new graph, and it is not an output. */
  isUsedOnce(id: number): boolean;
}

/**
 * Replaces a node that is about to be added to the new graph: returns a node of the new graph with the same value, or
 * undefined to add the node as it is. Its inputs are ids of the new graph; its own `id` is that of the old graph.
 */
export type Rule = (node: Node, graph: Rewriting) => Node | undefined;

/** Rebuilds a graph with the first rule that applies to each node. Returns the same object if none ever applies. */
export function rewrite(graph: Graph, rules: readonly Rule[]): Graph {
  const builder = new GraphBuilder();
  const rewriting = new RewritingOf(graph, builder);
  let isChanged = false;
  for (const old of graph.nodes) {
    const node = mapInputs(old, (id) => rewriting.idOf(id));
    const replacement = firstOf(rules, node, rewriting);
    if (replacement !== undefined && !sameShape(replacement.shape, old.shape)) {
      throw new Error(`a rule gave %${old.id}, ${old.op}, another shape`);
    }
    isChanged ||= replacement !== undefined;
    rewriting.replace(old, replacement ?? builder.add(node, node.dtype));
  }
  if (!isChanged) return graph;
  return builder.build(
    Object.fromEntries(Object.entries(graph.outputs).map(([name, id]) => [name, rewriting.idOf(id)])),
  );
}

function firstOf(rules: readonly Rule[], node: Node, graph: Rewriting): Node | undefined {
  for (const rule of rules) {
    const replacement = rule(node, graph);
    if (replacement !== undefined) return replacement;
  }
  return undefined;
}

class RewritingOf implements Rewriting {
  readonly #builder: GraphBuilder;
  /** Users by id of the old graph: nodes, and 'output' for outputs of the graph. */
  readonly #oldUsers: readonly (Node | 'output')[][];
  /** Users by id of the new graph. */
  readonly #users = new Map<number, (Node | 'output')[]>();
  readonly #ids: number[] = [];

  constructor(graph: Graph, builder: GraphBuilder) {
    this.#builder = builder;
    this.#oldUsers = graph.nodes.map(() => []);
    for (const node of graph.nodes) for (const id of node.inputs) at(this.#oldUsers, id).push(node);
    for (const id of Object.values(graph.outputs)) at(this.#oldUsers, id).push('output');
  }

  /** The node of the new graph that replaces one of the old graph. */
  idOf(oldId: number): number {
    return at(this.#ids, oldId);
  }

  replace(old: Node, node: Node): void {
    this.#ids.push(node.id);
    const users = at(this.#oldUsers, old.id);
    const others = this.#users.get(node.id);
    this.#users.set(node.id, others === undefined ? users : [...others, ...users]);
  }

  node(id: number): Node {
    return at(this.#builder.nodes, id);
  }

  add(operation: Operation, dtype?: Node['dtype']): Node {
    return this.#builder.add(operation, dtype);
  }

  users(id: number): readonly Node[] {
    return (this.#users.get(id) ?? []).filter((user) => user !== 'output');
  }

  usersOf(node: Node): readonly Node[] {
    return at(this.#oldUsers, node.id).filter((user) => user !== 'output');
  }

  isUsedOnce(id: number): boolean {
    const users = this.#users.get(id);
    return users !== undefined && users.length === 1 && users[0] !== 'output';
  }
}

/** The number that all elements of a constant equal; undefined for other nodes. */
export function numberOf(node: Node): number | undefined {
  return node.op === 'constant' && node.values.length === 1 ? node.values[0] : undefined;
}

/** Whether a node has a single element, for every number of rows. */
export function isScalar(node: Node): boolean {
  return sizeOf(node.shape) === 1;
}

/** Adds a constant, stored as one number where all are equal. */
export function addConstant(
  graph: Rewriting,
  values: readonly number[],
  shape: Shape,
  dtype: Node['dtype'] = 'float32',
): Node {
  const [first = 0] = values;
  const isUniform = values.every((value) => Object.is(value, first));
  return graph.add({ op: 'constant', inputs: [], values: isUniform ? [first] : values, shape }, dtype);
}

/** Reshapes or broadcasts a node to a shape, unless it has that shape already. */
export function spread(graph: Rewriting, node: Node, shape: Shape): Node {
  if (sameShape(node.shape, shape)) return node;
  const op = sameDim(sizeOf(node.shape), sizeOf(shape)) ? 'reshape' : 'broadcast';
  return graph.add({ op, inputs: [node.id], shape }, node.dtype);
}
