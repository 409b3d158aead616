import { at } from '@sparsweep/core/plugin';
import { type RowDim, sizeOf } from '../graph/dim.ts';
import { BINARY, UNARY } from '../graph/elementwise.ts';
import type { Node } from '../graph/graph.ts';
import { GraphBuilder, mapInputs } from '../graph/graphBuilder.ts';
import { interpret } from '../graph/interpret.ts';
import { addConstant, numberOf, type Rewriting, spread } from './rewrite.ts';

type Constant = Extract<Node, { readonly op: 'constant' }>;

/** The most elements of a tensor that is computed element by element. */
const MOST_ELEMENTS = 1024;

/**
 * Computes operations whose inputs are all constants, rounded to float32.
 *
 * A constant of one number stays one number, and the result has no more numbers than the inputs: computing a large constant
 * is cheaper than storing it.
 */
export function constants(node: Node, graph: Rewriting): Node | undefined {
  const inputs = node.inputs.map((id) => graph.node(id)).filter((input) => input.op === 'constant');
  if (inputs.length === 0 || inputs.length < node.inputs.length) return undefined;
  const number = uniformNumber(node, inputs.map(numberOf));
  const values = number === undefined ? elementsOf(node, inputs) : [Math.fround(number)];
  return values === undefined ? undefined : addConstant(graph, values, node.shape, node.dtype);
}

/** The number that all elements of a node equal, where each input is one number. */
function uniformNumber(node: Node, numbers: readonly (number | undefined)[]): number | undefined {
  const [a, b, c] = numbers.map((number) => (number === undefined ? undefined : Math.fround(number)));
  if (a === undefined) return undefined;
  switch (node.op) {
    case 'unary':
      return UNARY[node.function](a);
    case 'binary':
      return b === undefined ? undefined : BINARY[node.function](a, b);
    case 'select':
      return a === 0 ? c : b;
    case 'reshape':
    case 'transpose':
    case 'broadcast':
    case 'slice':
      return a;
    default:
      return undefined;
  }
}

function elementsOf(node: Node, inputs: readonly Constant[]): readonly number[] | undefined {
  const sizes = [node, ...inputs].map(({ shape }) => sizeOf(shape));
  if (!sizes.every((size) => typeof size === 'number' && size <= MOST_ELEMENTS)) return undefined;
  const values = evaluate(node, inputs);
  const isUniform = values.every((value) => Object.is(value, values[0]));
  const given = inputs.reduce((count, input) => count + input.values.length, 0);
  return isUniform || values.length <= given ? values : undefined;
}

/** The elements of one node, whose inputs are constants. */
function evaluate(node: Node, inputs: readonly Constant[]): readonly number[] {
  const builder = new GraphBuilder();
  const ids = new Map(
    inputs.map((input) => [input.id, builder.add({ ...input, values: input.values.map(Math.fround) }).id]),
  );
  const { id } = builder.add(mapInputs(node, (input) => ids.get(input) ?? input));
  const { value = new Float64Array() } = interpret(builder.build({ value: id }), {}, 1);
  return Array.from(value, Math.fround);
}

/** A number that depends only on the number of rows: `factor * rows ** power`, of any power. */
type Term = RowDim;

/**
 * Computes products and quotients of numbers that depend only on the number of rows, such as `1 / (64 rows)`, and reductions
 * of a constant of one number.
 */
export function rowArithmetic(node: Node, graph: Rewriting): Node | undefined {
  if (node.op === 'reduce') return reduceUniform(node, graph);
  if (node.op !== 'binary' || node.shape.length > 0) return undefined;
  const left = termOf(graph.node(node.inputs[0]));
  const right = termOf(graph.node(node.inputs[1]));
  // `constants` computes those without rows, in float32.
  if (left === undefined || right === undefined || (left.power === 0 && right.power === 0)) return undefined;
  if (node.function === 'multiply') {
    return addTerm(graph, { factor: left.factor * right.factor, power: left.power + right.power }, node.dtype);
  }
  if (node.function === 'divide') {
    return addTerm(graph, { factor: left.factor / right.factor, power: left.power - right.power }, node.dtype);
  }
  return undefined;
}

function reduceUniform(node: Extract<Node, { readonly op: 'reduce' }>, graph: Rewriting): Node | undefined {
  const input = graph.node(node.inputs[0]);
  const number = numberOf(input);
  const count = sizeOf(node.axes.map((axis) => at(input.shape, axis)));
  if (number === undefined || count === 0) return undefined;
  switch (node.function) {
    case 'max':
    case 'min':
      return addConstant(graph, [number], node.shape, node.dtype);
    case 'product':
      return typeof count === 'number'
        ? addConstant(graph, [Math.fround(number ** count)], node.shape, node.dtype)
        : undefined;
    case 'sum': {
      const term = typeof count === 'number' ? { factor: count, power: 0 } : count;
      const sum = addTerm(graph, { factor: term.factor * number, power: term.power }, node.dtype);
      return sum === undefined ? undefined : spread(graph, sum, node.shape);
    }
  }
}

function termOf(node: Node): Term | undefined {
  if (node.op === 'rows') return node;
  const factor = numberOf(node);
  return factor === undefined ? undefined : { factor, power: 0 };
}

/** Undefined for infinity and NaN, which are not multiples of the rows. */
function addTerm(graph: Rewriting, { factor, power }: Term, dtype: Node['dtype']): Node | undefined {
  if (power === 0) return addConstant(graph, [Math.fround(factor)], [], dtype);
  if (!Number.isFinite(factor)) return undefined;
  return graph.add({ op: 'rows', inputs: [], factor, power }, dtype);
}

/** Replaces a select whose condition is constant, or whose branches are the same, by the branch. */
export function constantConditions(node: Node, graph: Rewriting): Node | undefined {
  if (node.op !== 'select') return undefined;
  const [condition, yes, no] = node.inputs;
  if (yes === no) return spread(graph, graph.node(yes), node.shape);
  const number = numberOf(graph.node(condition));
  return number === undefined ? undefined : spread(graph, graph.node(number === 0 ? no : yes), node.shape);
}
