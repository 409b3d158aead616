import { at } from '@sparsweep/core/plugin';
import { GraphBuilder } from '../graph/graphBuilder.ts';
import { mapInputs } from '../graph/mapInputs.ts';
import type { Recorded, Recording } from './recording.ts';

/**
 * A recording without the nodes that no output depends on: numbers written for nothing may depend on the rows in any
 * way, and gradients that lead nowhere may take any operations.
 */
export function pruned({ graph, origins }: Recording): Recording {
  const needed = new Set(Object.values(graph.outputs));
  for (const { id, inputs } of graph.nodes.toReversed()) {
    if (needed.has(id)) for (const input of inputs) needed.add(input);
  }
  const builder = new GraphBuilder();
  const ids: number[] = [];
  const kept: Recorded[] = [];
  for (const node of graph.nodes) {
    if (!needed.has(node.id)) continue;
    const moved = mapInputs(node, (id) => at(ids, id));
    ids[node.id] = builder.add(moved, node.dtype).id;
    kept.push(at(origins, node.id));
  }
  const outputs = Object.entries(graph.outputs).map(([name, id]) => [name, at(ids, id)] as const);
  return { graph: builder.build(Object.fromEntries(outputs)), origins: kept };
}
