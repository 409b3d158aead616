import { defineEngine, type Measurement, type Session } from '@sparsweep/core/plugin';

/**
 * An engine that computes nothing. The learning rate determines the loss: after e epochs the loss is 10 * rate + 1 / e, so
 * that a lower rate is better at every epoch; above 5 the loss stays at the rate after the third epoch.
 */
export default defineEngine({
  name: 'slope',
  summary: 'Learns as the learning rate says.',
  compile: async () => ({ start: ({ hyperparameters }) => session(Number(hyperparameters.optimizer.learningRate)) }),
  describe: async () => ({ backend: 'none' }),
});

function session(rate: number): Session {
  let epochs = 0;
  const loss = (): number => (rate > 5 ? rate + Math.max(0, 3 - epochs) : 10 * rate + 1 / epochs);
  const measured = (split: Measurement['split']): readonly Measurement[] => [
    { name: 'loss', split, layer: null, value: loss() },
  ];
  return {
    trainEpoch() {
      epochs++;
      return measured('train');
    },
    evaluate: (split) => measured(split),
    inspect: () => [],
    weights: () => [{ inputs: 1, units: 1, kernel: Float32Array.of(rate), bias: Float32Array.of(epochs) }],
    save: () => Uint8Array.of(epochs),
    restore([saved = 0]) {
      epochs = saved;
    },
    dispose() {},
  };
}
