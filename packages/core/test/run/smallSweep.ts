import {
  type Catalog,
  defineOptimizer,
  type JsonObject,
  pruners,
  readSweep,
  type Sweep,
  samplers,
  Type,
} from '../../src/index.ts';

/** A catalog with one dataset, four engines and one optimizer. */
export const smallCatalog: Catalog = {
  modules: {
    dataset: { corners: import.meta.resolve('./corners.ts') },
    regularizer: {},
    engine: {
      null: import.meta.resolve('@sparsweep/testkit/null-engine'),
      mortal: import.meta.resolve('./mortalEngine.ts'),
      slope: import.meta.resolve('./slopeEngine.ts'),
      valley: import.meta.resolve('./valleyEngine.ts'),
    },
  },
  optimizers: [
    defineOptimizer({
      name: 'sgd',
      summary: 'Gradient descent.',
      options: Type.Object({ learningRate: Type.Number({ exclusiveMinimum: 0, default: 0.1 }) }),
      slots: 0,
      step: (parameter, gradient, slots, { tf, options }) => ({
        parameter: tf.sub(parameter, tf.mul(gradient, options.learningRate)),
        slots,
      }),
    }),
  ],
  samplers,
  pruners,
};

/** A small sweep with some keys replaced. */
export function smallSweep(fields: JsonObject = {}): Promise<Sweep> {
  const sweep = {
    name: 'small',
    dataset: { use: 'corners' },
    model: { layers: [{ units: 3 }] },
    train: { epochs: 3, optimizer: { use: 'sgd' } },
    run: { engine: 'null' },
    ...fields,
  };
  return readSweep({ text: JSON.stringify(sweep), path: 'sweep.yaml', folder: import.meta.dirname }, smallCatalog);
}
