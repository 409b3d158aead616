import type { Split } from '@sparsweep/core/plugin';
import { type LayerActivations, rowRanges } from '@sparsweep/training';
import { numbersOf, procedureNamed, type TrialContext } from './trialContext.ts';

/** The codes of the hidden layers on a whole split. */
export function readCodes(context: TrialContext, name: Split): readonly LayerActivations[] {
  const { structure, program, memory } = context;
  const { features, inputs, rows } = context.splits.of(name);
  const procedure = procedureNamed(program, 'activations');
  const codes = structure.layers
    .slice(0, -1)
    .map(({ units }) => ({ rows, units, values: new Float32Array(rows * units) }));
  const place = procedure.inputs.features;
  if (place === undefined) return codes;
  for (const { from, to } of rowRanges(rows, procedure.capacity)) {
    const chunk = features.subarray(from * inputs, to * inputs);
    numbersOf(context, place, chunk.length).set(chunk);
    memory.call(procedure.name, to - from);
    for (const [layer, { units, values }] of codes.entries()) {
      const buffer = procedure.outputs[`activations.${layer}`];
      if (buffer === undefined) throw new Error(`the program yields no activations of layer ${layer}`);
      values.set(numbersOf(context, buffer, (to - from) * units), from * units);
    }
  }
  return codes;
}
