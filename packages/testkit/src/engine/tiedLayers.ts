import {
  at,
  type BoundRegularizer,
  defineRegularizer,
  type Engine,
  type Layer,
  type LayerWeights,
  type RegularizerHooks,
  type Samples,
  type Session,
  type Structure,
  Type,
} from '@sparsweep/core/plugin';
import { describe, expect, it } from 'vitest';
import { seededStreams } from '../seededStreams.ts';
import { measured } from './tinyTrial.ts';

const options = Type.Object({});

/** Four samples of three features, without labels. */
const SAMPLES: Samples = {
  rows: 4,
  features: Float32Array.from({ length: 12 }, (_, index) => Math.sin(3 * (index + 1))),
  labels: new Int32Array(0),
};

/** An autoencoder of widths 3-4-2-4-3 in which layer 3 is tied to layer 0 and layer 2 to layer 1. */
function tiedStructure(outputHooks?: RegularizerHooks<typeof options>): Structure {
  const hidden = (units: number): Layer => ({
    units,
    activation: 'tanh',
    initializer: 'glorotUniform',
    regularizers: [],
  });
  const regularizers = outputHooks === undefined ? [] : [probe(outputHooks)];
  return {
    task: 'reconstruction',
    inputs: 3,
    layers: [
      hidden(4),
      hidden(2),
      { ...hidden(4), tiedTo: 1 },
      { ...hidden(3), activation: 'linear', regularizers, tiedTo: 0 },
    ],
    loss: 'meanSquaredError',
    optimizer: 'sgd',
    batchSize: 4,
  };
}

function probe(hooks: RegularizerHooks<typeof options>): BoundRegularizer {
  return {
    plugin: defineRegularizer({ name: 'probe', summary: 'Under test.', options, ...hooks }),
    fixed: {},
    numeric: [],
  };
}

/** sin(1) / 2, sin(2) / 2, ... in the first kernel, cosines in the second, zeros in the biases. */
const WEIGHTS: readonly LayerWeights[] = (() => {
  const first = layer(3, 4, (place) => Math.sin(place) / 2);
  const second = layer(4, 2, (place) => Math.cos(place) / 2);
  return [first, second, transposed(second), transposed(first)];
})();

function layer(inputs: number, units: number, weight: (place: number) => number): LayerWeights {
  const kernel = Float32Array.from({ length: inputs * units }, (_, index) => weight(index + 1));
  return { inputs, units, kernel, bias: new Float32Array(units) };
}

/** A layer with the transposed kernel. */
function transposed({ inputs, units, kernel }: LayerWeights): LayerWeights {
  return layer(units, inputs, (place) => {
    const row = Math.floor((place - 1) / inputs);
    return at(kernel, ((place - 1) % inputs) * units + row);
  });
}

async function start(
  engine: Engine,
  structure: Structure,
  initialWeights: readonly LayerWeights[] | undefined = WEIGHTS,
): Promise<Session> {
  const trial = {
    epochs: 3,
    shuffle: false,
    hyperparameters: {
      optimizer: { learningRate: 0.5 },
      regularizers: structure.layers.map(({ regularizers }) => regularizers.map(() => ({}))),
    },
    random: seededStreams(0),
  };
  const program = await engine.compile(structure);
  return program.start(initialWeights.length === 0 ? trial : { ...trial, initialWeights }, { train: SAMPLES });
}

function expectTied([first, second, third, last]: readonly LayerWeights[]): void {
  if (first === undefined || second === undefined) throw new Error('expected four layers');
  expect(third?.kernel).toEqual(transposed(second).kernel);
  expect(last?.kernel).toEqual(transposed(first).kernel);
}

/** Registers the tests of layers that use the transposed kernel of another. */
export function describeTiedLayers(engine: Engine): void {
  describe('tied layers', () => {
    it('match PyTorch 2.13 (float64) when a kernel is used twice', async () => {
      const session = await start(
        engine,
        tiedStructure({
          // 0.01, 0.02, ... times the weights of the tied kernel [4, 3]: the orientation matters.
          penalty: ({ kernel }, { tf }) => {
            const places = tf.reshape(tf.range(1, 13), [4, 3]);
            return tf.mul(tf.sum(tf.mul(kernel, places)), tf.scalar(0.01));
          },
        }),
      );
      const losses = [0, 1, 2].map(() => measured(session.trainEpoch(), 'train').loss);
      for (const [epoch, loss] of [0.3964113908775465, 0.06399748943349043, -0.07774948347442434].entries()) {
        expect(losses[epoch]).toBeCloseTo(loss, 5);
      }
      const weights = session.weights();
      for (const [position, expected] of TRAINED.entries()) {
        const { kernel, bias } = at(weights, position);
        for (const [index, value] of expected.bias.entries()) expect(at(bias, index)).toBeCloseTo(value, 5);
        for (const [index, value] of expected.kernel.entries()) expect(at(kernel, index)).toBeCloseTo(value, 5);
      }
      expectTied(weights);
      session.dispose();
    });

    it('draw no kernel and start from zero biases', async () => {
      const structure = tiedStructure();
      const session = await start(engine, structure, []);
      const weights = session.weights();
      expectTied(weights);
      expect(weights.map(({ inputs, units, bias }) => [inputs, units, bias.length])).toEqual([
        [3, 4, 4],
        [4, 2, 2],
        [2, 4, 4],
        [4, 3, 3],
      ]);
      const untied = structure.layers.map(({ tiedTo: _, ...own }) => own);
      const free = await start(engine, { ...structure, layers: untied }, []);
      expect(free.weights().slice(0, 2)).toEqual(weights.slice(0, 2));
      session.dispose();
      free.dispose();
    });

    it('are projected transposed, changing every layer that shares the kernel', async () => {
      const session = await start(
        engine,
        tiedStructure({
          project: (_kernel, { tf, layer: { inputs, units } }) =>
            tf.mul(tf.tensor2d([[1], [0], [0], [0]]), tf.fill([inputs, units], 10 * inputs + units)),
        }),
      );
      session.trainEpoch();
      const weights = session.weights();
      // Row 0 of the kernel [4, 3] is column 0 of the shared kernel [3, 4].
      expect([...at(weights, 3).kernel]).toEqual([43, 43, 43, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
      expect([...at(weights, 0).kernel]).toEqual([43, 0, 0, 0, 43, 0, 0, 0, 43, 0, 0, 0]);
      expect(measured(session.inspect(), null, 3)).toMatchObject({
        'weights.zeroFraction': 0.75,
        'weights.nonZero': 3,
      });
      session.dispose();
    });

    it('pass the updated, transposed kernel to their regularizers', async () => {
      const session = await start(
        engine,
        tiedStructure({
          state: ({ tf }) => ({ last: tf.zeros([4, 3]) }),
          update: ({ kernel }) => ({ last: kernel }),
          penalty: (_layer, { tf, state }) => tf.sum(state.last ?? tf.scalar(Number.NaN)).asScalar(),
        }),
      );
      session.trainEpoch();
      const sum = at(session.weights(), 3).kernel.reduce((total, weight) => total + weight, 0);
      expect(measured(session.evaluate('train'), 'train').penalty).toBeCloseTo(sum, 5);
      session.dispose();
    });

    it('continue from a snapshot', async () => {
      const session = await start(engine, tiedStructure());
      session.trainEpoch();
      const again = await start(engine, tiedStructure(), []);
      again.restore(session.save());
      session.trainEpoch();
      again.trainEpoch();
      expect(again.weights()).toEqual(session.weights());
      session.dispose();
      again.dispose();
    });

    it('reject initial weights that are not transposes', async () => {
      const wrong = WEIGHTS.with(
        3,
        layer(4, 3, () => 0.5),
      );
      await expect(start(engine, tiedStructure(), wrong)).rejects.toThrow(
        /initial kernel of layer 3 must be the transpose of the kernel of layer 0/,
      );
    });
  });
}

/** PyTorch's weights after three steps of gradient descent at 0.5; for tied layers only the biases. */
const TRAINED = [
  {
    kernel: [
      0.4114238, 0.51936535, -0.12364533, -0.55537088, -0.52159912, -0.36045999, 0.31810527, 0.36707588, 0.20171288,
      -0.1383733, -0.82363946, -0.53542768,
    ],
    bias: [-0.00097546, -0.00943164, 0.00713847, 0.00543834],
  },
  {
    kernel: [0.10329729, -0.44452027, -0.53352494, -0.37830019, 0.29500876, 0.69553616, 0.55773555, 0.18297629],
    bias: [0.01131539, 0.01127555],
  },
  { kernel: [], bias: [-0.02761475, -0.01381562, 0.00835311, 0.02722027] },
  { kernel: [], bias: [-0.03510706, 0.01777041, -0.01966205] },
];
