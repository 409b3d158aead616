import type { Node } from '../graph/graph.ts';
import type { Rewriting } from './rewrite.ts';
import { numberOf, spread } from './scalars.ts';

/** A choice that is always the same, or between two that are one, is what it chooses. */
export function constantConditions(node: Node, graph: Rewriting): Node | undefined {
  if (node.op !== 'select') return undefined;
  const [condition, yes, no] = node.inputs;
  if (yes === no) return spread(graph, graph.node(yes), node.shape);
  const number = numberOf(graph.node(condition));
  return number === undefined ? undefined : spread(graph, graph.node(number === 0 ? no : yes), node.shape);
}
