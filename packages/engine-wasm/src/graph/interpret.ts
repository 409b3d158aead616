import { at } from '@sparsweep/core/plugin';
import { lengthAt } from './dim.ts';
import { BINARY, UNARY } from './elementwise.ts';
import type { Graph, Node } from './graph.ts';
import {
  argument,
  concat,
  elementAt,
  largest,
  matmul,
  pad,
  reduce,
  tabulate,
  type Values,
} from './referenceOperations.ts';

/**
 * Computes a graph for a batch of `rows` rows, in plain loops: the reference that every later stage is tested against.
 *
 * Everything is computed in float64, without rounding to float32.
 *
 * @param inputs The elements of each input, in row-major order, by name.
 * @returns the elements of each output, in row-major order, by name.
 * @throws Error when an input is missing or has another number of elements than its shape.
 */
export function interpret(
  graph: Graph,
  inputs: Readonly<Record<string, ArrayLike<number>>>,
  rows: number,
): Record<string, Float64Array> {
  const values: Values[] = [];
  for (const node of graph.nodes) {
    const lengths = node.shape.map((dim) => lengthAt(dim, rows));
    const operands = node.inputs.map((id) => at(values, id));
    values.push({ lengths, data: compute(node, lengths, operands, inputs, rows) });
  }
  return Object.fromEntries(
    Object.entries(graph.outputs).map(([name, id]) => [name, Float64Array.from(at(values, id).data)]),
  );
}

function compute(
  node: Node,
  lengths: readonly number[],
  operands: readonly Values[],
  inputs: Readonly<Record<string, ArrayLike<number>>>,
  rows: number,
): ArrayLike<number> {
  const element = (operand: number, index: readonly number[]) => elementAt(at(operands, operand), index);
  switch (node.op) {
    case 'input':
      return inputOf(node.name, lengths, inputs);
    case 'constant':
      return node.values.length === 1 ? tabulate(lengths, () => at(node.values, 0)) : node.values;
    case 'rows':
      return [node.factor * rows ** node.power];
    case 'positions':
      return tabulate(lengths, (index) => at(index, 0));
    case 'unary':
      return tabulate(lengths, (index) => UNARY[node.function](element(0, index)));
    case 'binary':
      return tabulate(lengths, (index) => BINARY[node.function](element(0, index), element(1, index)));
    case 'select':
      return tabulate(lengths, (index) => element(element(0, index) === 0 ? 2 : 1, index));
    case 'reduce':
      return reduce(node.function, node.axes, at(operands, 0), lengths);
    case 'argument':
      return argument(node.function, node.axis, at(operands, 0), lengths);
    case 'matmul':
      return matmul(node, at(operands, 0), at(operands, 1), lengths);
    case 'reshape':
      return at(operands, 0).data;
    case 'transpose':
      return tabulate(lengths, (index) => {
        const source = index.map(() => 0);
        node.permutation.forEach((axis, i) => {
          source[axis] = at(index, i);
        });
        return element(0, source);
      });
    case 'broadcast':
      return tabulate(lengths, (index) => element(0, index));
    case 'slice':
      return tabulate(lengths, (index) =>
        element(
          0,
          index.map((i, axis) => i + lengthAt(at(node.begin, axis), rows)),
        ),
      );
    case 'pad': {
      const before = node.before.map((dim) => lengthAt(dim, rows));
      return pad(node.value, before, at(operands, 0), lengths);
    }
    case 'concat':
      return concat(node.axis, operands, lengths);
    case 'largest':
      return largest(at(operands, 0), at(at(operands, 1).data, 0));
  }
}

function inputOf(
  name: string,
  lengths: readonly number[],
  inputs: Readonly<Record<string, ArrayLike<number>>>,
): ArrayLike<number> {
  const values = inputs[name];
  if (values === undefined) throw new Error(`there is no input '${name}'`);
  const size = lengths.reduce((product, length) => product * length, 1);
  if (values.length !== size) throw new Error(`input '${name}' has ${values.length} elements; its shape has ${size}`);
  return values;
}
