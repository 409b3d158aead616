import { at } from '@sparsweep/core/plugin';
import type { Graph, Node } from '../graph/graph.ts';
import { GraphBuilder } from '../graph/graphBuilder.ts';
import { loadsOf, mapViews, storesOf } from './access.ts';
import { sameView } from './bodies.ts';
import type { DraftBuffers, DraftProcedure } from './draft.ts';
import type { Kernel } from './kernel.ts';
import { wholeBuffer } from './strides.ts';

/**
 * Adds a copy to the graph for each output that cannot share the buffer of its node.
 *
 * These are old values of a state that become the next value of another state or are yielded beside the next value, and
 * values that a state shares with another output: in one buffer, storing one would overwrite the other.
 *
 * @param states names of the outputs that are next values of states.
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

/** Whether an output is the old value of a state, and is needed after the state changes. */
function isOldValue(node: Node, name: string, graph: Graph, states: ReadonlySet<string>): boolean {
  if (node.op !== 'input' || node.name === name) return false;
  return states.has(name) || graph.outputs[node.name] !== undefined;
}

/**
 * Makes every output that is the next value of a state end up in the state's buffer: stored there directly where no later
 * kernel needs the old value, otherwise copied there at the end.
 */
export function storeStateInPlace(
  procedure: DraftProcedure,
  stateNames: ReadonlySet<string>,
  buffers: DraftBuffers,
): DraftProcedure {
  let kernels = procedure.kernels;
  const outputs: Record<string, number> = {};
  const copies: Kernel[] = [];
  const inputs = new Set(Object.values(procedure.inputs));
  for (const [name, buffer] of Object.entries(procedure.outputs)) {
    const { size } = at(buffers.all, buffer);
    const state = stateNames.has(name) ? buffers.shared(name, size) : buffer;
    outputs[name] = state;
    if (state === buffer) continue;
    const isTaken = inputs.has(buffer) || Object.values(outputs).filter((taken) => taken === buffer).length > 0;
    const inPlace = isTaken ? undefined : storedInPlace(kernels, buffer, state);
    if (inPlace === undefined) {
      const body = {
        steps: [{ kind: 'load', view: wholeBuffer(buffer, [size]) } as const],
        stores: [{ view: wholeBuffer(state, [size]), step: 0 }],
      };
      copies.push({ kind: 'map', extent: [size], body });
    } else {
      kernels = inPlace;
      // Other outputs of the same value now find it in the state.
      for (const [other, taken] of Object.entries(outputs)) if (taken === buffer) outputs[other] = state;
    }
  }
  return { ...procedure, kernels: [...kernels, ...copies], outputs };
}

/** The kernels with the buffer replaced by the state; undefined where one would read the new value instead of the old. */
function storedInPlace(kernels: readonly Kernel[], buffer: number, state: number): readonly Kernel[] | undefined {
  const writers = kernels.flatMap((kernel, index) =>
    storesOf(kernel).some((view) => view.buffer === buffer) ? [index] : [],
  );
  const [writer] = writers;
  const kernel = kernels[writer ?? -1];
  if (writer === undefined || kernel === undefined || writers.length > 1) return undefined;
  const isUsedLater = kernels
    .slice(writer + 1)
    .some((later) => [...loadsOf(later), ...storesOf(later)].some((view) => view.buffer === state));
  const stores = storesOf(kernel).filter((view) => view.buffer === buffer);
  const readsAside = loadsOf(kernel).some(
    (view) =>
      view.buffer === state &&
      !(kernel.kind === 'map' && stores.every((store) => sameView({ ...store, buffer: state }, view))),
  );
  const writesAlready = storesOf(kernel).some((view) => view.buffer === state);
  if (isUsedLater || readsAside || writesAlready) return undefined;
  return kernels.map((each) => mapViews(each, (view) => (view.buffer === buffer ? { ...view, buffer: state } : view)));
}
