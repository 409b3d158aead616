import type { Node, UnaryFunction } from '../graph/graph.ts';
import { FLAG_FUNCTIONS } from '../graph/inferType.ts';
import { numberOf, type Rewriting, spread } from './rewrite.ts';

/** Functions that do not change their own values. */
const IDEMPOTENT: ReadonlySet<string> = new Set<UnaryFunction>([
  'abs',
  'sign',
  'floor',
  'ceil',
  'round',
  'truncate',
  'relu',
  'step',
]);

/** Functions whose values are integers, and that do not change integers. */
const ROUNDING: ReadonlySet<string> = new Set<UnaryFunction>(['floor', 'ceil', 'round', 'truncate']);

/** Functions whose values are never negative. */
const NEVER_NEGATIVE: ReadonlySet<string> = new Set<UnaryFunction>(['abs', 'exp', 'relu', 'sigmoid', 'sqrt', 'step']);

/** Removes functions that do not change their input: `relu(relu(x))`, `floor(step(x))`. */
export function repeatedFunctions(node: Node, graph: Rewriting): Node | undefined {
  if (node.op === 'binary') return flagComparedToZero(node, graph);
  if (node.op !== 'unary') return undefined;
  const input = graph.node(node.inputs[0]);
  if (isUnchanged(node.function, input)) return input;
  if (input.op !== 'unary') return undefined;
  const inner = graph.node(input.inputs[0]);
  if (node.function === 'negate' && input.function === 'negate') return inner;
  if (node.function === 'not' && input.function === 'not' && isFlag(inner)) return inner;
  if (node.function === 'abs' && input.function === 'negate') {
    return graph.add({ op: 'unary', function: 'abs', inputs: [inner.id] }, node.dtype);
  }
  return undefined;
}

/** Whether a function does not change any value that the node can have. */
function isUnchanged(name: UnaryFunction, input: Node): boolean {
  if (input.op === 'unary' && input.function === name && IDEMPOTENT.has(name)) return true;
  if (ROUNDING.has(name)) return isWhole(input);
  if (name === 'abs' || name === 'relu') {
    return isFlag(input) || (input.op === 'unary' && NEVER_NEGATIVE.has(input.function));
  }
  return (name === 'step' || name === 'sign') && isFlag(input);
}

function flagComparedToZero(node: Extract<Node, { readonly op: 'binary' }>, graph: Rewriting): Node | undefined {
  const left = graph.node(node.inputs[0]);
  const isSame = node.function === 'notEqual' && isFlag(left) && numberOf(graph.node(node.inputs[1])) === 0;
  return isSame ? spread(graph, left, node.shape) : undefined;
}

/** Whether the elements are 0 or 1, never NaN. */
function isFlag(node: Node): boolean {
  if (node.op === 'unary' || node.op === 'binary') return FLAG_FUNCTIONS.has(node.function);
  return node.op === 'largest';
}

/** Whether the elements are integers, infinite or NaN. */
function isWhole(node: Node): boolean {
  if (isFlag(node) || node.op === 'argument' || node.op === 'positions') return true;
  return node.op === 'unary' && (ROUNDING.has(node.function) || node.function === 'step' || node.function === 'sign');
}

/**
 * Takes the step of `relu(x)` instead of that of x where both are computed. The values are the same, NaN included, and x need
 * not be kept for the backward pass.
 */
export function stepOfRelu(node: Node, graph: Rewriting): Node | undefined {
  if (node.op !== 'unary' || node.function !== 'step') return undefined;
  const [x] = node.inputs;
  // In this case another rule removes the relu.
  if (isUnchanged('relu', graph.node(x))) return undefined;
  if (!graph.users(x).some((user) => user.op === 'unary' && user.function === 'relu')) return undefined;
  const relu = graph.add({ op: 'unary', function: 'relu', inputs: [x] }, graph.node(x).dtype);
  return graph.add({ op: 'unary', function: 'step', inputs: [relu.id] }, node.dtype);
}
