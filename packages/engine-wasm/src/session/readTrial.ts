import { at, type LayerWeights, type Split } from '@sparsweep/core/plugin';
import {
  encodeSnapshot,
  type LayerActivations,
  layerWidths,
  rowRanges,
  type SnapshotEntry,
  transposed,
} from '@sparsweep/training';
import { allNumbersOf, numbersOf, procedureNamed, stateBuffers, type TrialContext } from './trialContext.ts';

/** Copies of the weights. For a tied layer, the kernel is the transpose of that of the other layer. */
export function readWeights(context: TrialContext): readonly LayerWeights[] {
  const state = stateBuffers(context.program);
  const read = (name: string): Float32Array => {
    const buffer = state.get(name);
    if (buffer === undefined) throw new Error(`the program has no state ${name}`);
    return withOneNaN(allNumbersOf(context, buffer));
  };
  return layerWidths(context.structure).map(({ inputs, units }, layer) => {
    const { tiedTo } = at(context.structure.layers, layer);
    const kernel =
      tiedTo === undefined
        ? read(`layers.${layer}.kernel`)
        : transposed(read(`layers.${tiedTo}.kernel`), units, inputs);
    return { inputs, units, kernel, bias: read(`layers.${layer}.bias`) };
  });
}

/** A copy in which every NaN has the same bits. The bits that arithmetic gives NaN depend on the processor. */
function withOneNaN(numbers: Float32Array): Float32Array {
  return numbers.map((value) => (Number.isNaN(value) ? Number.NaN : value));
}

/** The activations of the hidden layers on a whole split. */
export function readActivations(context: TrialContext, name: Split): readonly LayerActivations[] {
  const { structure, program, memory } = context;
  const { features, inputs, rows } = context.splits.of(name);
  const procedure = procedureNamed(program, 'activations');
  const activations = structure.layers
    .slice(0, -1)
    .map(({ units }) => ({ rows, units, values: new Float32Array(rows * units) }));
  const input = procedure.inputs.features;
  if (input === undefined) return activations;
  for (const { from, to } of rowRanges(rows, procedure.capacity)) {
    const chunk = features.subarray(from * inputs, to * inputs);
    numbersOf(context, input, chunk.length).set(chunk);
    memory.call(procedure.name, to - from);
    for (const [layer, { units, values }] of activations.entries()) {
      const buffer = procedure.outputs[`activations.${layer}`];
      if (buffer === undefined) throw new Error(`the program yields no activations of layer ${layer}`);
      values.set(numbersOf(context, buffer, (to - from) * units), from * units);
    }
  }
  return activations;
}

/** Everything that is needed to continue training, as bytes. */
export function takeSnapshot(context: TrialContext, epochs: number): Uint8Array {
  const values = [...stateBuffers(context.program).values()].map((buffer) => allNumbersOf(context, buffer));
  return encodeSnapshot(context.structure, snapshotEntries(context), { epochs, values });
}

/** The names and shapes of the arrays in a snapshot. */
export function snapshotEntries(context: TrialContext): readonly SnapshotEntry[] {
  return [...stateBuffers(context.program)].map(([name, buffer]) => ({
    name,
    shape: [allNumbersOf(context, buffer).length],
  }));
}
