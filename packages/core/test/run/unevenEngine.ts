import { defineEngine, type Measurement, type Session } from '@sparsweep/core/plugin';

/**
 * An engine that computes nothing and takes up to 7 ms a trial, however little its learning rate says of how much, so that
 * trials end in another order than they began. The loss is least at a rate of 0.3.
 */
export default defineEngine({
  name: 'uneven',
  summary: 'Takes more time for some trials than for others.',
  compile: async () => ({ start: ({ hyperparameters }) => session(Number(hyperparameters.optimizer.learningRate)) }),
  describe: async () => ({ backend: 'none' }),
});

function session(rate: number): Session {
  const measured = (split: Measurement['split']): readonly Measurement[] => [
    { name: 'loss', split, layer: null, value: (rate - 0.3) ** 2 },
  ];
  return {
    trainEpoch() {
      const until = performance.now() + ((rate * 1e6) % 7);
      while (performance.now() < until);
      return measured('train');
    },
    evaluate: (split) => measured(split),
    inspect: () => [],
    weights: () => [{ inputs: 1, units: 1, kernel: Float32Array.of(rate), bias: Float32Array.of(0) }],
    save: () => new Uint8Array(),
    restore() {},
    dispose() {},
  };
}
