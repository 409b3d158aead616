import { sizeOf } from '../graph/dim.ts';
import { BINARY, UNARY } from '../graph/elementwise.ts';
import type { Node } from '../graph/graph.ts';
import { GraphBuilder } from '../graph/graphBuilder.ts';
import { interpret } from '../graph/interpret.ts';
import { mapInputs } from '../graph/mapInputs.ts';
import type { Rewriting } from './rewrite.ts';
import { addConstant, numberOf } from './scalars.ts';

/** A node that holds fixed numbers. */
type Constant = Extract<Node, { readonly op: 'constant' }>;

/** The most elements that a tensor has whose elements are computed one by one. */
const MOST_ELEMENTS = 1024;

/**
 * Computes what is made of constants alone, rounded to float32 after each operation.
 *
 * One number that stands for all elements stays one number, and no more numbers come out than went in: a large constant
 * is cheaper made than kept.
 */
export function constants(node: Node, graph: Rewriting): Node | undefined {
  const inputs = node.inputs.map((id) => graph.node(id)).filter((input) => input.op === 'constant');
  if (inputs.length === 0 || inputs.length < node.inputs.length) return undefined;
  const number = uniformNumber(node, inputs.map(numberOf));
  const values = number === undefined ? elementsOf(node, inputs) : [Math.fround(number)];
  return values === undefined ? undefined : addConstant(graph, values, node.shape, node.dtype);
}

/** The number that all elements of a node are, where those of each input are one number. */
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
