import type { BinaryFunction, Node } from '../graph/graph.ts';
import type { Rewriting } from './rewrite.ts';
import { addConstant, numberOf, spread } from './scalars.ts';

/**
 * Leaves out arithmetic that changes nothing, such as `x + 0`, and replaces some by cheaper arithmetic.
 *
 * What would hide a NaN or an infinity stays: `0 * x` is not 0 where x is NaN, nor is `x - x`.
 */
export function arithmeticIdentities(node: Node, graph: Rewriting): Node | undefined {
  if (node.op !== 'binary') return undefined;
  const left = graph.node(node.inputs[0]);
  const right = graph.node(node.inputs[1]);
  const make = (name: BinaryFunction, a: Node, b: Node) =>
    graph.add({ op: 'binary', function: name, inputs: [a.id, b.id] }, node.dtype);
  const number = numberOf(right);
  switch (node.function) {
    case 'add':
      if (number === 0) return spread(graph, left, node.shape);
      if (numberOf(left) === 0) return spread(graph, right, node.shape);
      if (isNegation(right)) return make('subtract', left, graph.node(right.inputs[0]));
      if (isNegation(left)) return make('subtract', right, graph.node(left.inputs[0]));
      return undefined;
    case 'subtract':
      if (number === 0) return spread(graph, left, node.shape);
      return isNegation(right) ? make('add', left, graph.node(right.inputs[0])) : undefined;
    case 'multiply':
      if (number === 1) return spread(graph, left, node.shape);
      return numberOf(left) === 1 ? spread(graph, right, node.shape) : undefined;
    case 'divide':
      return number === 1 ? spread(graph, left, node.shape) : undefined;
    case 'pow':
      if (number === 0) return addConstant(graph, [1], node.shape, node.dtype);
      if (number === 1) return spread(graph, left, node.shape);
      return number === 2 ? spread(graph, make('multiply', left, left), node.shape) : undefined;
    case 'max':
      if (left.id === right.id) return left;
      if (number === 0) return spread(graph, relu(graph, left), node.shape);
      return numberOf(left) === 0 ? spread(graph, relu(graph, right), node.shape) : undefined;
    case 'min':
      return left.id === right.id ? left : undefined;
    default:
      return undefined;
  }
}

function isNegation(node: Node): node is Extract<Node, { readonly op: 'unary' }> {
  return node.op === 'unary' && node.function === 'negate';
}

function relu(graph: Rewriting, x: Node): Node {
  return graph.add({ op: 'unary', function: 'relu', inputs: [x.id] }, x.dtype);
}
