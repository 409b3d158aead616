import { at, type Engine, type Structure } from '@sparsweep/core/plugin';
import { describe, expect, it } from 'vitest';
import { blobs } from '../blobs.ts';
import { measured, start, TINY_DATA, tinyStructure, train } from './tinyTrial.ts';

/** Registers the tests of training results and reports. */
export function describeEngineTraining(engine: Engine): void {
  describe('training', () => {
    for (const [classes, outputs] of [
      [2, 1],
      [2, 2],
      [3, 3],
    ] as const) {
      it(`separates ${classes} clouds with ${outputs} logits`, async () => {
        const data = { train: blobs(60, classes), validation: blobs(30, classes, 1) };
        const session = await start(engine, tinyStructure(outputs), { learningRate: 0.2, epochs: 40 }, data);
        const untrained = measured(session.evaluate('validation'), 'validation');
        const trained = measured(train(session, 40), 'train');
        expect(Object.keys(trained).sort()).toEqual(['accuracy', 'loss']);
        const { loss, penalty, accuracy } = measured(session.evaluate('validation'), 'validation');
        expect(loss).toBeLessThan(Number(untrained.loss) / 2);
        expect(penalty).toBe(0);
        expect(accuracy).toBe(1);
        session.dispose();
      });
    }

    it('reconstructs without reporting an accuracy', async () => {
      const structure: Structure = { ...tinyStructure(2), task: 'reconstruction', loss: 'meanSquaredError' };
      const data = { train: { ...TINY_DATA.train, labels: new Int32Array(0) } };
      const session = await start(engine, structure, { learningRate: 0.1, epochs: 40 }, data);
      const untrained = measured(session.evaluate('train'), 'train');
      expect(Object.keys(measured(train(session, 40), 'train'))).toEqual(['loss']);
      const trained = measured(session.evaluate('train'), 'train');
      expect(Object.keys(trained).sort()).toEqual(['loss', 'penalty']);
      expect(trained.loss).toBeLessThan(Number(untrained.loss) / 2);
      session.dispose();
    });

    it('matches a gradient descent step computed by hand', async () => {
      // logit 1 * 0.5 + 2 * -0.25 + 0 = 0, so p = 1/2 and the loss is ln 2; its gradient is p - 1 = -1/2 for the logit
      // and -1/2 * (1, 2) for the weights. A logit of 0 predicts class 0.
      const hidden = tinyStructure(1);
      const structure: Structure = { ...hidden, layers: hidden.layers.slice(1) };
      const initialWeights = [{ inputs: 2, units: 1, kernel: Float32Array.of(0.5, -0.25), bias: Float32Array.of(0) }];
      const sample = { rows: 1, features: Float32Array.of(1, 2), labels: Int32Array.of(1) };
      const program = await engine.compile(structure);
      const session = program.start(
        {
          epochs: 1,
          shuffle: false,
          hyperparameters: { optimizer: { learningRate: 0.1 }, regularizers: [[]] },
          random: () => {
            throw new Error('nothing is random here');
          },
          initialWeights,
        },
        { train: sample },
      );
      const { loss, accuracy } = measured(session.trainEpoch(), 'train');
      expect(loss).toBeCloseTo(Math.LN2, 6);
      expect(accuracy).toBe(0);
      const { kernel, bias } = at(session.weights(), 0);
      expect(at(kernel, 0)).toBeCloseTo(0.55, 6);
      expect(at(kernel, 1)).toBeCloseTo(-0.15, 6);
      expect(at(bias, 0)).toBeCloseTo(0.05, 6);
      session.dispose();
    });

    it('weights the last, smaller batch by its rows', async () => {
      const session = await start(engine, tinyStructure(1), { learningRate: 1e-12 });
      const trained = measured(session.trainEpoch(), 'train');
      const evaluated = measured(session.evaluate('train'), 'train');
      expect(trained.loss).toBeCloseTo(Number(evaluated.loss), 5);
      expect(trained.accuracy).toBeCloseTo(Number(evaluated.accuracy), 5);
      session.dispose();
    });

    it('updates a scheduled learning rate every epoch', async () => {
      const once = { epochs: 1, shuffle: false };
      const first = await start(engine, tinyStructure(1), { ...once, learningRate: 0.1 });
      first.trainEpoch();
      const second = await start(engine, tinyStructure(1), {
        ...once,
        learningRate: 0.3,
        initialWeights: first.weights(),
      });
      second.trainEpoch();
      const learningRate = { schedule: 'linear', from: 0.1, to: 0.3 } as const;
      const scheduled = await start(engine, tinyStructure(1), { epochs: 2, shuffle: false, learningRate });
      train(scheduled, 2);
      expect(scheduled.weights()).toEqual(second.weights());
      for (const session of [first, second, scheduled]) session.dispose();
    });
  });
}
