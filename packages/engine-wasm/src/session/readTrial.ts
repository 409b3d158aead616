import { at, type LayerWeights } from '@sparsweep/core/plugin';
import { layerWidths, transposed } from '@sparsweep/training';
import { allNumbersOf, stateBuffers, type TrialContext } from './trialContext.ts';

/** The weights in the memory as plain arrays of their own; of a tied layer, the kernel that it uses. */
export function readWeights(context: TrialContext): readonly LayerWeights[] {
  const state = stateBuffers(context.program);
  const read = (name: string): Float32Array => {
    const buffer = state.get(name);
    if (buffer === undefined) throw new Error(`the program keeps no ${name}`);
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

/** A copy in which every NaN has the same bits: which ones arithmetic gives it is the processor's choice. */
function withOneNaN(numbers: Float32Array): Float32Array {
  return numbers.map((value) => (Number.isNaN(value) ? Number.NaN : value));
}
