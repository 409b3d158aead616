import { at } from '@sparsweep/core/plugin';
import { printDim, type Shape } from '../graph/dim.ts';
import type { BinaryFunction, Graph, Node } from '../graph/graph.ts';
import { GraphBuilder, mapInputs } from '../graph/graphBuilder.ts';

/** Merges nodes with the same operation and inputs into the first of them. */
export function commonSubexpressions(graph: Graph): Graph {
  const builder = new GraphBuilder();
  const first = new Map<string, number>();
  const ids: number[] = [];
  for (const old of graph.nodes) {
    const node = mapInputs(old, (id) => at(ids, id));
    const key = keyOf(node);
    const id = first.get(key) ?? builder.add(node, node.dtype).id;
    first.set(key, id);
    ids.push(id);
  }
  if (builder.nodes.length === graph.nodes.length) return graph;
  return builder.build(Object.fromEntries(Object.entries(graph.outputs).map(([name, id]) => [name, at(ids, id)])));
}

/** Functions whose inputs can be swapped. */
const COMMUTATIVE: ReadonlySet<BinaryFunction> = new Set<BinaryFunction>([
  'add',
  'multiply',
  'max',
  'min',
  'equal',
  'notEqual',
  'and',
  'or',
]);

/** A key that is the same for nodes with the same elements. */
function keyOf(node: Node): string {
  const isCommutative = node.op === 'binary' && COMMUTATIVE.has(node.function);
  const inputs = isCommutative ? node.inputs.toSorted((a, b) => a - b) : node.inputs;
  return `${node.op} ${attributesOf(node)} (${inputs})`;
}

function attributesOf(node: Node): string {
  switch (node.op) {
    case 'input':
      return node.name;
    case 'constant':
      return `${node.values.map(numberKey)} ${dimsKey(node.shape)}`;
    case 'rows':
      return `${node.factor} ${node.power}`;
    case 'unary':
    case 'binary':
      return node.function;
    case 'reduce':
      return `${node.function} ${node.axes}`;
    case 'argument':
      return `${node.function} ${node.axis}`;
    case 'matmul':
      return `${node.transposeLeft} ${node.transposeRight}`;
    case 'transpose':
      return `${node.permutation}`;
    case 'positions':
    case 'reshape':
    case 'broadcast':
      return dimsKey(node.shape);
    case 'slice':
      return `${dimsKey(node.begin)} ${dimsKey(node.shape)}`;
    case 'pad':
      return `${dimsKey(node.before)} ${numberKey(node.value)} ${dimsKey(node.shape)}`;
    case 'concat':
      return `${node.axis}`;
    case 'select':
    case 'largest':
      return '';
  }
}

function dimsKey(dims: Shape): string {
  return `[${dims.map(printDim).join(', ')}]`;
}

function numberKey(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

/** Removes nodes that no output depends on. Inputs stay. */
export function deadCode(graph: Graph): Graph {
  const isNeeded = graph.nodes.map(({ op }) => op === 'input');
  for (const id of Object.values(graph.outputs)) isNeeded[id] = true;
  for (const node of graph.nodes.toReversed()) {
    if (at(isNeeded, node.id)) for (const id of node.inputs) isNeeded[id] = true;
  }
  if (isNeeded.every((needed) => needed)) return graph;

  const builder = new GraphBuilder();
  const ids: number[] = [];
  for (const node of graph.nodes) {
    if (!at(isNeeded, node.id)) ids.push(-1);
    else
      ids.push(
        builder.add(
          mapInputs(node, (id) => at(ids, id)),
          node.dtype,
        ).id,
      );
  }
  return builder.build(Object.fromEntries(Object.entries(graph.outputs).map(([name, id]) => [name, at(ids, id)])));
}
