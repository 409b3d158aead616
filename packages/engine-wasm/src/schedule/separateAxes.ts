import { at } from '@sparsweep/core/plugin';
import type { Dim, Shape } from '../graph/dim.ts';
import type { Graph, Node } from '../graph/graph.ts';
import { GraphBuilder } from '../graph/graphBuilder.ts';
import { mapInputs } from '../graph/mapInputs.ts';

/**
 * The graph with every slice and pad that begins at a place along several axes done axis by axis where a length
 * depends on the rows: the place of its first element is then one length, as a view needs it.
 */
export function separateAxes({ nodes, outputs }: Graph): Graph {
  const builder = new GraphBuilder();
  const replaced: number[] = [];
  for (const node of nodes) {
    const mapped = mapInputs(node, (input) => at(replaced, input));
    replaced.push(
      isMixed(node, nodes[node.inputs[0] ?? -1]?.shape)
        ? addSeparately(builder, mapped)
        : builder.add(mapped, node.dtype).id,
    );
  }
  return builder.build(
    Object.fromEntries(Object.entries(outputs).map(([name, output]) => [name, at(replaced, output)])),
  );
}

function isMixed(node: Node, shape: Shape = []): boolean {
  if (node.op !== 'slice' && node.op !== 'pad') return false;
  const begins = (node.op === 'slice' ? node.begin : node.before).filter((begin) => begin !== 0);
  return begins.length > 1 && [...begins, ...node.shape, ...shape].some((length) => typeof length !== 'number');
}

function addSeparately(builder: GraphBuilder, node: Node): number {
  if (node.op !== 'slice' && node.op !== 'pad') throw new Error(`${node.op} begins nowhere`);
  let input = node.inputs[0];
  const begins = node.op === 'slice' ? node.begin : node.before;
  for (const axis of node.shape.keys()) {
    const { shape } = at(builder.nodes, input);
    const next: Shape = shape.with(axis, at(node.shape, axis));
    const begin: readonly Dim[] = begins.map((from, other) => (other === axis ? from : 0));
    const step =
      node.op === 'slice'
        ? ({ op: 'slice', begin, inputs: [input], shape: next } as const)
        : ({ op: 'pad', before: begin, value: node.value, inputs: [input], shape: next } as const);
    input = builder.add(step, node.dtype).id;
  }
  return input;
}
