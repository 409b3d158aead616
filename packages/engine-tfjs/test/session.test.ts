import {
  defineRegularizer,
  type Measurement,
  type Samples,
  type Split,
  type Structure,
  Type,
} from '@sparsweep/core/plugin';
import { blobs, seededStreams } from '@sparsweep/testkit';
import { describe, expect, it } from 'vitest';
import engine from '../src/index.ts';

const structure: Structure = {
  task: 'classification',
  inputs: 2,
  layers: [
    { units: 5, activation: 'relu', initializer: 'heNormal', regularizers: [] },
    { units: 3, activation: 'linear', initializer: 'glorotUniform', regularizers: [] },
  ],
  loss: 'softmaxCrossEntropy',
  optimizer: 'sgd',
  batchSize: 8,
};
const trial = {
  epochs: 1,
  shuffle: false,
  hyperparameters: { optimizer: { learningRate: 0.01 }, regularizers: [[], []] },
  random: seededStreams(0),
};

/** The rows from `from` to `to` (exclusive). */
function part({ features, labels }: Samples, from: number, to: number): Samples {
  return { rows: to - from, features: features.slice(2 * from, 2 * to), labels: labels.slice(from, to) };
}

function find(measurements: readonly Measurement[], name: string, split: Split, layer: number | null): number {
  const match = (one: Measurement) => one.name === name && one.split === split && one.layer === layer;
  return measurements.find(match)?.value ?? Number.NaN;
}

describe('sessions of the eager engine', () => {
  it('measure a split of several chunks like one batch', async () => {
    const all = blobs(1500, 3);
    const data = { train: all, validation: part(all, 0, 1024), test: part(all, 1024, 1500) };
    const session = (await engine.compile(structure)).start(trial, data);
    const whole = (measure: (split: Split) => number) => (1024 * measure('validation') + 476 * measure('test')) / 1500;
    for (const name of ['loss', 'accuracy']) {
      const value = (split: Split) => find(session.evaluate(split), name, split, null);
      expect(value('train'), name).toBeCloseTo(whole(value), 6);
      expect(value('validation')).not.toBe(value('test'));
    }
    const inspected = session.inspect();
    for (const name of ['activations.zeroFraction', 'activations.l0', 'activations.populationSparseness']) {
      const value = (split: Split) => find(inspected, name, split, 0);
      expect(value('train'), name).toBeCloseTo(whole(value), 6);
    }
    session.dispose();
  });

  it('reject an unknown optimizer, weights of the wrong shape and a missing split', async () => {
    await expect(engine.compile({ ...structure, optimizer: 'adan' })).rejects.toThrow(
      'unknown optimizer "adan"; available: adam, adamw, momentum, sgd',
    );
    const program = await engine.compile(structure);
    expect(() => program.start({ ...trial, initialWeights: [] }, { train: blobs(4, 3) })).toThrow('have 0 layers');
    const session = program.start(trial, { train: blobs(4, 3) });
    expect(() => session.evaluate('test')).toThrow('no test samples');
    session.dispose();
  });

  it('restore int32 and bool states with their types', async () => {
    const counting = defineRegularizer({
      name: 'counting',
      summary: 'Counts steps in an int32 tensor.',
      options: Type.Object({}),
      state: ({ tf }) => ({ count: tf.scalar(0, 'int32'), isOdd: tf.scalar(false, 'bool') }),
      penalty: (_layer, { tf, state }) => {
        dtypes.push(...Object.values(state).map(({ dtype }) => dtype));
        return tf.cast(state.count ?? Number.NaN, 'float32').asScalar();
      },
      update: (_layer, { tf, state: { count, isOdd } }) => ({
        count: tf.add(count ?? Number.NaN, tf.scalar(1, 'int32')),
        isOdd: tf.logicalNot(isOdd ?? Number.NaN),
      }),
    });
    let dtypes: string[] = [];
    const [hidden, output] = structure.layers;
    if (hidden === undefined || output === undefined) throw new Error('expected two layers');
    const regularizers = [{ plugin: counting, fixed: {}, numeric: [] }];
    const program = await engine.compile({ ...structure, layers: [{ ...hidden, regularizers }, output] });
    const hyperparameters = { optimizer: { learningRate: 0.01 }, regularizers: [[{}], []] };
    const start = () => program.start({ ...trial, hyperparameters }, { train: blobs(24, 3) });
    const session = start();
    session.trainEpoch();
    const again = start();
    again.restore(session.save());
    dtypes = [];
    expect(find(again.evaluate('train'), 'penalty', 'train', null)).toBe(3);
    expect(dtypes).toEqual(['int32', 'bool']);
    session.dispose();
    again.dispose();
  });
});
