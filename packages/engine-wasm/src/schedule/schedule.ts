import { at } from '@sparsweep/core/plugin';
import type { Graph } from '../graph/graph.ts';
import { mapViews } from './access.ts';
import { DraftBuffers, type DraftProcedure } from './draft.ts';
import { fused } from './fusion.ts';
import { type Family, joinFamilies } from './joinFamilies.ts';
import type { BatchLoop, KernelProgram } from './kernel.ts';
import { lowerGraph } from './lowerGraph.ts';
import { placeBuffers } from './placeBuffers.ts';
import { ownOutputs, storeStateInPlace } from './states.ts';

/** A procedure to schedule: a graph, and the most rows that it is called with. */
export interface ProcedureDescription {
  readonly name: string;
  readonly capacity: number;
  readonly graph: Graph;
}

/** A loop to schedule, with the names of inputs and outputs where a `BatchLoop` has buffers. */
export interface LoopDescription {
  readonly name: string;
  readonly procedure: string;
  /** Inputs of shape [rows, width]. */
  readonly gathers: readonly string[];
  readonly sums: readonly { readonly output: string; readonly weight: 'one' | 'rows' }[];
}

/**
 * Turns graphs into few kernels over one memory.
 *
 * All procedures share the buffers of inputs of a fixed size, and of outputs with the same name: the next call reads what
 * a procedure yields under the name of an input.
 */
export function schedule(
  descriptions: readonly ProcedureDescription[],
  loops: readonly LoopDescription[],
): KernelProgram {
  const buffers = new DraftBuffers();
  const stateNames = new Set(
    descriptions.flatMap(({ graph }) => graph.nodes.flatMap((node) => (node.op === 'input' ? [node.name] : []))),
  );
  const lowered = descriptions.map(({ name, capacity, graph }) => {
    const procedure = lowerGraph(name, capacity, ownOutputs(graph, stateNames), buffers);
    return fused(storeStateInPlace(procedure, stateNames, buffers), buffers.all);
  });
  let families: readonly Family[] = [];
  const procedures = lowered.map((procedure) => {
    const joined = joinFamilies(procedure.kernels, buffers.all, families);
    families = joined.families;
    return { ...procedure, kernels: joined.kernels };
  });
  const { addresses, bytes } = placeBuffers(buffers.all, procedures, families);
  const renumbered = new Map([...addresses.keys()].map((draft, position) => [draft, position]));
  const position = (draft: number) => renumbered.get(draft) ?? 0;
  return {
    buffers: [...addresses].map(([draft, address]) => {
      const { name, size, values } = at(buffers.all, draft);
      return values === undefined ? { name, size, address } : { name, size, values, address };
    }),
    procedures: procedures.map(({ name, capacity, kernels, inputs, outputs }) => ({
      name,
      capacity,
      kernels: kernels.map((kernel) => mapViews(kernel, (view) => ({ ...view, buffer: position(view.buffer) }))),
      inputs: mapValues(inputs, position),
      outputs: mapValues(outputs, position),
    })),
    loops: loops.map((loop) => batchLoop(loop, descriptions, procedures, position)),
    bytes,
  };
}

function batchLoop(
  { name, procedure, gathers, sums }: LoopDescription,
  descriptions: readonly ProcedureDescription[],
  procedures: readonly DraftProcedure[],
  position: (draft: number) => number,
): BatchLoop {
  const run = procedures.find((candidate) => candidate.name === procedure);
  const nodes = descriptions.find((candidate) => candidate.name === procedure)?.graph.nodes ?? [];
  if (run === undefined) throw new Error(`there is no procedure ${procedure}`);
  const bufferNamed = (named: Readonly<Record<string, number>>, key: string) => {
    const found = named[key];
    if (found === undefined) throw new Error(`${procedure} has no ${key}`);
    return position(found);
  };
  const widthOf = (input: string) => {
    const width = nodes.find((node) => node.op === 'input' && node.name === input)?.shape[1];
    if (typeof width !== 'number') throw new Error(`the rows of ${input} have no fixed width`);
    return width;
  };
  return {
    name,
    procedure,
    gathers: gathers.map((input) => ({ buffer: bufferNamed(run.inputs, input), width: widthOf(input) })),
    sums: sums.map(({ output, weight }) => ({ buffer: bufferNamed(run.outputs, output), weight })),
  };
}

function mapValues(
  record: Readonly<Record<string, number>>,
  change: (value: number) => number,
): Record<string, number> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}
