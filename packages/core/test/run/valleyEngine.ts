import { defineEngine, type Measurement, type Session } from '@sparsweep/core/plugin';

/** An engine that computes nothing. The loss is lowest at a learning rate of 0.3. */
export default defineEngine({
  name: 'valley',
  summary: 'Has its lowest loss at a learning rate of 0.3.',
  compile: async () => ({ start: ({ hyperparameters }) => session(Number(hyperparameters.optimizer.learningRate)) }),
  describe: async () => ({ backend: 'none' }),
});

function session(rate: number): Session {
  const measured = (split: Measurement['split']): readonly Measurement[] => [
    { name: 'loss', split, layer: null, value: (rate - 0.3) ** 2 },
  ];
  return {
    trainEpoch: () => measured('train'),
    evaluate: (split) => measured(split),
    inspect: () => [],
    weights: () => [{ inputs: 1, units: 1, kernel: Float32Array.of(rate), bias: Float32Array.of(0) }],
    save: () => new Uint8Array(),
    restore() {},
    dispose() {},
  };
}
