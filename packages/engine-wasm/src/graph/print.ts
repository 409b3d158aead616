import { printDim, type Shape } from './dim.ts';
import type { Graph, Node } from './graph.ts';

/** The most numbers of a constant that are printed. */
const NUMBERS_SHOWN = 8;

/**
 * Prints a graph, one node a line, and then its outputs:
 *
 *     %0 = input features : float32[rows, 20]
 *     %1 = input layers.0.kernel : float32[20, 64]
 *     %2 = matmul %0, %1 : float32[rows, 64]
 *     output activations.0 = %2
 */
export function printGraph(graph: Graph): string {
  const outputs = Object.entries(graph.outputs).map(([name, id]) => `output ${name} = %${id}`);
  return [...graph.nodes.map(printNode), ...outputs, ''].join('\n');
}

/** Prints a node on one line. */
export function printNode(node: Node): string {
  const { word, details } = describe(node);
  const inputs = node.inputs.map((id) => `%${id}`).join(', ');
  return `%${node.id} = ${[word, inputs, details].filter((part) => part !== '').join(' ')} : ${printType(node)}`;
}

/** Prints the type of a node: `float32[rows, 64]`. */
export function printType({ dtype, shape }: Pick<Node, 'dtype' | 'shape'>): string {
  return `${dtype}${printList(shape)}`;
}

/** The texts before and after the inputs of a node. */
function describe(node: Node): { readonly word: string; readonly details: string } {
  switch (node.op) {
    case 'input':
      return { word: 'input', details: node.name };
    case 'constant':
      return { word: 'constant', details: printNumbers(node.values) };
    case 'rows':
      return { word: 'rows', details: `${printNumber(node.factor)} rows^${node.power}` };
    case 'unary':
    case 'binary':
      return { word: node.function, details: '' };
    case 'reduce':
      return { word: `reduce ${node.function}`, details: `over ${printList(node.axes)}` };
    case 'argument':
      return { word: `argument ${node.function}`, details: `along ${node.axis}` };
    case 'matmul': {
      const flags = [node.transposeLeft ? ['transposeLeft'] : [], node.transposeRight ? ['transposeRight'] : []];
      return { word: 'matmul', details: flags.flat().join(' ') };
    }
    case 'transpose':
      return { word: 'transpose', details: printList(node.permutation) };
    case 'slice':
      return { word: 'slice', details: `from ${printList(node.begin)}` };
    case 'pad':
      return { word: 'pad', details: `at ${printList(node.before)} with ${printNumber(node.value)}` };
    case 'concat':
      return { word: 'concat', details: `along ${node.axis}` };
    case 'positions':
    case 'select':
    case 'reshape':
    case 'broadcast':
    case 'largest':
      return { word: node.op, details: '' };
  }
}

function printList(dims: Shape): string {
  return `[${dims.map(printDim).join(', ')}]`;
}

function printNumbers(values: readonly number[]): string {
  const shown = values.slice(0, NUMBERS_SHOWN).map(printNumber).join(', ');
  return values.length > NUMBERS_SHOWN ? `${shown}, ... (${values.length} numbers)` : shown;
}

function printNumber(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}
