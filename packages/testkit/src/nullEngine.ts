import {
  defineEngine,
  type LayerWeights,
  type Measurement,
  type Session,
  SPLITS,
  SparsweepError,
  type Split,
  type Structure,
  type TrialData,
  type TrialStart,
} from '@sparsweep/core/plugin';

/**
 * An engine that computes nothing and reports the same plausible results for every trial.
 *
 * After e epochs the loss is 1 / (1 + e) and the accuracy 1 - loss / 2; a quarter of the weights and half of the
 * activations are zero. Use it to test or benchmark everything around the training.
 */
export const nullEngine = defineEngine({
  name: 'null',
  summary: 'Computes nothing and reports the same plausible numbers for every trial; for tests.',
  compile: async (structure) => ({ start: (trial, data) => startNullSession(structure, trial, data) }),
  describe: async () => ({ backend: 'none' }),
});

export default nullEngine;

function startNullSession(structure: Structure, trial: TrialStart, data: TrialData): Session {
  let epochs = 0;
  const quality = (): Record<string, number> => {
    const loss = 1 / (1 + epochs);
    return structure.task === 'classification' ? { loss, accuracy: 1 - loss / 2 } : { loss };
  };
  return {
    trainEpoch() {
      epochs++;
      return measurements('train', null, quality());
    },
    evaluate: (split) => measurements(split, null, { ...quality(), penalty: 0 }),
    inspect: () => [...weightMeasurements(structure), ...activationMeasurements(structure, data)],
    weights: () => trial.initialWeights ?? zeroWeights(structure),
    save: () => new TextEncoder().encode(progressText(structure, epochs)),
    restore(saved) {
      epochs = savedEpochs(structure, saved);
    },
    dispose() {},
  };
}

/** A snapshot: the widths of the network and the epochs done. */
function progressText({ inputs, layers }: Structure, epochs: number): string {
  return `null engine: ${[inputs, ...layers.map(({ units }) => units)].join('-')}, epochs: ${epochs}`;
}

function savedEpochs(structure: Structure, saved: Uint8Array): number {
  const text = new TextDecoder().decode(saved);
  const epochs = Number(text.split(' ').at(-1));
  if (text === progressText(structure, epochs)) return epochs;
  const expected = progressText(structure, 0).replace(/, .*/, '');
  throw new SparsweepError('invalid-data', `not a snapshot of ${expected}: ${text.slice(0, 80)}`);
}

function weightMeasurements(structure: Structure): readonly Measurement[] {
  const sizes = zeroWeights(structure).map(({ kernel }) => kernel.length);
  const metrics = (size: number) => ({ 'weights.zeroFraction': 0.25, 'weights.nonZero': 0.75 * size });
  return [
    ...sizes.flatMap((size, layer) => measurements(null, layer, metrics(size))),
    ...measurements(null, null, metrics(sizes.reduce((sum, size) => sum + size, 0))),
  ];
}

function activationMeasurements({ layers }: Structure, data: TrialData): readonly Measurement[] {
  const hidden = layers.slice(0, -1);
  return SPLITS.filter((split) => data[split] !== undefined).flatMap((split) => [
    ...hidden.flatMap(({ units }, layer) =>
      measurements(split, layer, { 'activations.zeroFraction': 0.5, 'activations.l0': units / 2 }),
    ),
    ...(hidden.length > 0 ? measurements(split, null, { 'activations.zeroFraction': 0.5 }) : []),
  ]);
}

function measurements(
  split: Split | null,
  layer: number | null,
  values: Readonly<Record<string, number>>,
): readonly Measurement[] {
  return Object.entries(values).map(([name, value]) => ({ name, split, layer, value }));
}

function zeroWeights({ inputs, layers }: Structure): readonly LayerWeights[] {
  return layers.map(({ units }, index) => {
    const width = layers[index - 1]?.units ?? inputs;
    return { inputs: width, units, kernel: new Float32Array(width * units), bias: new Float32Array(units) };
  });
}
