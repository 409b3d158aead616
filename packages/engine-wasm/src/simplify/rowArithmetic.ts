import { at } from '@sparsweep/core/plugin';
import { type RowDim, sizeOf } from '../graph/dim.ts';
import type { Node } from '../graph/graph.ts';
import type { Rewriting } from './rewrite.ts';
import { addConstant, numberOf, spread } from './scalars.ts';

/** A number that depends on nothing but the number of rows: `factor * rows ** power`, of any power. */
type Term = RowDim;

/**
 * Computes products and quotients of numbers that depend on the number of rows alone, such as `1 / (64 rows)`, and
 * reductions of a tensor whose elements are all one number.
 */
export function rowArithmetic(node: Node, graph: Rewriting): Node | undefined {
  if (node.op === 'reduce') return reduceUniform(node, graph);
  if (node.op !== 'binary' || node.shape.length > 0) return undefined;
  const left = termOf(graph.node(node.inputs[0]));
  const right = termOf(graph.node(node.inputs[1]));
  // Constants alone are computed elsewhere, in float32.
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

/** Infinity and NaN are left as they come: they are not multiples of anything. */
function addTerm(graph: Rewriting, { factor, power }: Term, dtype: Node['dtype']): Node | undefined {
  if (power === 0) return addConstant(graph, [Math.fround(factor)], [], dtype);
  if (!Number.isFinite(factor)) return undefined;
  return graph.add({ op: 'rows', inputs: [], factor, power }, dtype);
}
