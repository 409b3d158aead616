import { at, type Engine } from '@sparsweep/core/plugin';
import { describe, expect, it } from 'vitest';
import { measured, start, TINY_DATA, tinyStructure, train, trialStart } from './tinyTrial.ts';

/** The metrics of each layer's weights and of each hidden layer's activations. */
const WEIGHT_METRICS = [
  'zeroFraction',
  'nonZero',
  'belowMillionth',
  'belowThousandth',
  'belowPercentOfMax',
  'hoyer',
  'gini',
];
const ACTIVATION_METRICS = [
  'zeroFraction',
  'l0',
  'populationSparseness',
  'lifetimeSparseness',
  'dead',
  'alwaysOn',
  'participationRatio',
];

/** Registers the tests of sessions: initial weights, determinism, independence and reports. */
export function describeEngineSessions(engine: Engine): void {
  describe('sessions', () => {
    it('give the same bits for the same seed, and others for another seed or row order', async () => {
      const weightsOf = async (trial: { seed?: number; shuffle?: boolean }) => {
        const session = await start(engine, tinyStructure(1), { learningRate: 0.1, ...trial });
        train(session, 3);
        const weights = session.weights();
        session.dispose();
        return weights;
      };
      const reference = await weightsOf({ seed: 1 });
      expect(await weightsOf({ seed: 1 })).toEqual(reference);
      expect(await weightsOf({ seed: 2 })).not.toEqual(reference);
      expect(await weightsOf({ seed: 1, shuffle: false })).not.toEqual(reference);
    });

    it('shuffle the rows before every epoch', async () => {
      const session = await start(engine, tinyStructure(1), { learningRate: 0.1 });
      session.trainEpoch();
      const initialWeights = session.weights();
      session.trainEpoch();
      // This session repeats the order of the first epoch.
      const again = await start(engine, tinyStructure(1), { learningRate: 0.1, initialWeights });
      again.trainEpoch();
      expect(session.weights()).not.toEqual(again.weights());
      session.dispose();
      again.dispose();
    });

    it('of one program are independent', async () => {
      const trials = [trialStart({ learningRate: 0.05 }), trialStart({ learningRate: 0.2, seed: 1 })];
      const alone = [];
      for (const trial of trials) {
        const session = (await engine.compile(tinyStructure(1))).start(trial, TINY_DATA);
        train(session, 3);
        alone.push(session.weights());
        session.dispose();
      }
      const program = await engine.compile(tinyStructure(1));
      const together = trials.map((trial) => program.start(trial, TINY_DATA));
      for (let epoch = 0; epoch < 3; epoch++) for (const session of together) session.trainEpoch();
      expect(together.map((session) => session.weights())).toEqual(alone);
      // Disposing one does not affect the other.
      at(together, 0).dispose();
      expect(at(together, 1).weights()).toEqual(alone[1]);
      at(together, 1).dispose();
    });

    it('train the same whether or not they are measured', async () => {
      const measuredSession = await start(engine, tinyStructure(1), { learningRate: 0.1 });
      const unmeasured = await start(engine, tinyStructure(1), { learningRate: 0.1 });
      for (let epoch = 0; epoch < 3; epoch++) {
        measuredSession.trainEpoch();
        measuredSession.evaluate('validation');
        measuredSession.inspect();
        unmeasured.trainEpoch();
      }
      expect(measuredSession.weights()).toEqual(unmeasured.weights());
      measuredSession.dispose();
      unmeasured.dispose();
    });

    it('start from a copy of the given weights', async () => {
      const drawn = await start(engine, tinyStructure(1), { learningRate: 0.1 });
      const initialWeights = structuredClone(drawn.weights());
      const session = await start(engine, tinyStructure(1), { learningRate: 0.1, seed: 5, initialWeights });
      expect(session.weights()).toEqual(drawn.weights());
      at(session.weights(), 0).kernel.fill(9);
      expect(session.weights()).toEqual(drawn.weights());
      for (const { kernel, bias } of initialWeights) for (const values of [kernel, bias]) values.fill(9);
      expect(session.weights()).toEqual(drawn.weights());
      session.trainEpoch();
      expect(initialWeights.every(({ kernel }) => kernel.every((weight) => weight === 9))).toBe(true);
      expect(session.weights()).not.toEqual(drawn.weights());
      drawn.dispose();
      session.dispose();
    });

    it('start from zero biases and kernels within the range of the initializer', async () => {
      const session = await start(engine, tinyStructure(1), { learningRate: 0.1 });
      const [hidden, output] = session.weights();
      expect([hidden?.inputs, hidden?.units, output?.inputs, output?.units]).toEqual([2, 6, 6, 1]);
      expect([...(hidden?.bias ?? []), ...(output?.bias ?? [])]).toEqual(Array(7).fill(0));
      // He: sqrt(6 / 2); Glorot: sqrt(6 / (6 + 1)).
      expect(hidden?.kernel.every((weight) => Math.abs(weight) <= Math.sqrt(3))).toBe(true);
      expect(output?.kernel.every((weight) => Math.abs(weight) <= Math.sqrt(6 / 7))).toBe(true);
      expect(new Set(hidden?.kernel).size).toBe(12);
      session.dispose();
    });

    it('report every metric of every layer', async () => {
      const initialWeights = [
        // Unit 0 is active if the first feature is positive, unit 1 if it is negative, the others never.
        {
          inputs: 2,
          units: 6,
          kernel: Float32Array.of(1, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
          bias: new Float32Array(6),
        },
        { inputs: 6, units: 1, kernel: Float32Array.of(1, 1, 1, 1, 0, 0), bias: new Float32Array(1) },
      ];
      const session = await start(engine, tinyStructure(1), { learningRate: 0.1, initialWeights });
      const inspected = session.inspect();
      const names = (prefix: string, metrics: readonly string[]) => metrics.map((name) => `${prefix}.${name}`).sort();
      for (const layer of [0, 1]) {
        expect(Object.keys(measured(inspected, null, layer)).sort()).toEqual(names('weights', WEIGHT_METRICS));
      }
      expect(measured(inspected, null, 0)).toMatchObject({ 'weights.zeroFraction': 10 / 12, 'weights.nonZero': 2 });
      expect(measured(inspected, null)).toEqual({ 'weights.zeroFraction': 12 / 18, 'weights.nonZero': 6 });
      for (const split of ['train', 'validation'] as const) {
        const hidden = measured(inspected, split, 0);
        expect(Object.keys(hidden).sort()).toEqual(names('activations', ACTIVATION_METRICS));
        expect(hidden['activations.l0']).toBeCloseTo(1, 6);
        expect(hidden['activations.dead']).toBeCloseTo(4 / 6, 6);
        expect(measured(inspected, split, 1)).toEqual({});
        expect(measured(inspected, split)['activations.zeroFraction']).toBeCloseTo(5 / 6, 6);
      }
      expect(inspected.some(({ split }) => split === 'test')).toBe(false);
      session.dispose();
    });
  });
}
