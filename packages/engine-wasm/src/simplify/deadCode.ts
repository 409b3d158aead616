import { at } from '@sparsweep/core/plugin';
import type { Graph } from '../graph/graph.ts';
import { GraphBuilder } from '../graph/graphBuilder.ts';
import { mapInputs } from '../graph/mapInputs.ts';

/** Leaves out the nodes on which no output depends. Inputs stay: they are what the graph can be given. */
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
