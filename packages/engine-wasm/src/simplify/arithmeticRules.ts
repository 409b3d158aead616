import type { BinaryFunction, Node, UnaryFunction } from '../graph/graph.ts';
import { addConstant, numberOf, type Rewriting, spread } from './rewrite.ts';

/**
 * Removes arithmetic that changes nothing, such as `x + 0`, and replaces some by cheaper arithmetic.
 *
 * Arithmetic that yields NaN where x is NaN or infinite stays: `0 * x` and `x - x`.
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

/** Functions that jump, where a rounding error matters: `49 * (1 / 49)` is less than 1 in float32. */
const JUMPING: ReadonlySet<string> = new Set<UnaryFunction | BinaryFunction>([
  'floor',
  'ceil',
  'round',
  'truncate',
  'greater',
  'greaterEqual',
  'less',
  'lessEqual',
  'equal',
  'notEqual',
]);

type Binary = Extract<Node, { readonly op: 'binary' }>;

/**
 * Combines scalar factors of a large tensor first: `(x * a) * b` becomes `x * (a * b)` and `x / a` becomes `x * (1 / a)`.
 * Only rounding differs: NaN and infinities stay, as long as `a * b` and `1 / a` are not too large for a float32. A quotient
 * that is rounded or compared next stays as it is.
 *
 * A scalar has no axes here: a tensor of shape [1] is treated like longer ones, so that the parameters of all layers are
 * updated in the same way.
 */
export function scalarFactors(node: Node, graph: Rewriting): Node | undefined {
  if (node.op !== 'binary') return undefined;
  if (node.function === 'divide') return divideByScalar(node, graph);
  if (node.function !== 'multiply') return undefined;
  const [left, right] = [graph.node(node.inputs[0]), graph.node(node.inputs[1])];
  return joinFactors(node, left, right, graph) ?? joinFactors(node, right, left, graph);
}

function divideByScalar(node: Binary, graph: Rewriting): Node | undefined {
  const [dividend, divisor] = [graph.node(node.inputs[0]), graph.node(node.inputs[1])];
  if (!isScalar(divisor)) return undefined;
  const number = numberOf(divisor);
  const inverse = number === undefined ? undefined : Math.fround(1 / Math.fround(number));
  if (inverse !== undefined && isExactInverse(inverse, Math.fround(number ?? 0))) {
    return make(node, dividend, addConstant(graph, [inverse], divisor.shape), graph);
  }
  if (isScalar(dividend) || graph.usersOf(node).some(isJumping)) return undefined;
  // The inverse of a number this close to zero is infinite, but a quotient by it may be finite.
  if (inverse !== undefined && !Number.isFinite(inverse)) return undefined;
  const one = addConstant(graph, [1], []);
  const reciprocal = make(node, one, divisor, graph, 'divide');
  return make(node, dividend, reciprocal, graph);
}

/** Powers of two have an exact inverse, and so do 0 and the infinities: `x / 0` is `x * Infinity`. */
function isExactInverse(inverse: number, number: number): boolean {
  if (number === 0 || Math.abs(number) === Number.POSITIVE_INFINITY) return true;
  return Number.isFinite(inverse) && inverse === 1 / number;
}

/** Rewrites `product * factor`, where the product is that of a scalar and a tensor, or a reciprocal. */
function joinFactors(node: Binary, product: Node, factor: Node, graph: Rewriting): Node | undefined {
  if (!isScalar(factor) || product.op !== 'binary') return undefined;
  const [a, b] = [graph.node(product.inputs[0]), graph.node(product.inputs[1])];
  if (isScalar(product)) {
    const isReciprocal = product.function === 'divide' && numberOf(a) === 1;
    return isReciprocal ? make(node, factor, b, graph, 'divide') : undefined;
  }
  if (product.function !== 'multiply' || !graph.isUsedOnce(product.id)) return undefined;
  const [scalar, large] = isScalar(b) ? [b, a] : [a, b];
  if (!isScalar(scalar)) return undefined;
  return make(node, large, make(node, scalar, factor, graph), graph);
}

function make(node: Node, left: Node, right: Node, graph: Rewriting, name: BinaryFunction = 'multiply'): Node {
  return graph.add({ op: 'binary', function: name, inputs: [left.id, right.id] }, node.dtype);
}

function isJumping(node: Node): boolean {
  return (node.op === 'unary' || node.op === 'binary') && JUMPING.has(node.function);
}

function isScalar(node: Node): boolean {
  return node.shape.length === 0;
}
