import { at } from '@sparsweep/core/plugin';
import type { Graph, Node } from '../graph/graph.ts';
import { GraphBuilder } from '../graph/graphBuilder.ts';

/**
 * The same graph, with a copy, a node of its own, for each output that could not lie where its node does.
 *
 * Those are the old value of one state that is the next of another (or is yielded beside its own next value), and a
 * value that a state shares with another output: in one buffer, storing the one would overwrite the other.
 *
 * @param states names of the outputs that are the next values of states.
 */
export function ownOutputs(graph: Graph, states: ReadonlySet<string>): Graph {
  const builder = new GraphBuilder();
  for (const node of graph.nodes) builder.add(node, node.dtype);
  const outputs: Record<string, number> = {};
  for (const [name, id] of Object.entries(graph.outputs)) {
    const node = at(graph.nodes, id);
    const sharers = Object.keys(outputs).filter((other) => outputs[other] === id);
    const isShared = [name, ...sharers].some((other) => states.has(other)) && sharers.length > 0;
    const isCopied = isShared || isOldValue(node, name, graph, states);
    outputs[name] = isCopied ? builder.add({ op: 'reshape', inputs: [id], shape: node.shape }).id : id;
  }
  return builder.build(outputs);
}

/** Whether an output is what a state was before, and is to outlast it. */
function isOldValue(node: Node, name: string, graph: Graph, states: ReadonlySet<string>): boolean {
  if (node.op !== 'input' || node.name === name) return false;
  return states.has(name) || graph.outputs[node.name] !== undefined;
}
