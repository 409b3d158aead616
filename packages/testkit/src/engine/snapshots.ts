import { defineRegularizer, type Engine, type Structure, Type } from '@sparsweep/core/plugin';
import { describe, expect, it } from 'vitest';
import { start, type TinyTrial, tinyStructure, train } from './tinyTrial.ts';

/** Changes weights by an amount that grows with every step. `update` returns the keys in another order than `state`. */
const growing = defineRegularizer({
  name: 'growing',
  summary: 'A state under test.',
  options: Type.Object({ amount: Type.Number() }),
  state: ({ tf, layer }) => ({ steps: tf.scalar(0), last: tf.zeros([layer.inputs, layer.units]) }),
  project: (kernel, { tf, state, options }) =>
    tf.add(kernel, tf.mul(tf.add(state.last ?? Number.NaN, state.steps ?? Number.NaN), options.amount)),
  update: ({ kernel }, { tf, state }) => ({ last: kernel, steps: tf.add(state.steps ?? Number.NaN, 1) }),
});

function structureWith(change: Partial<Structure> = {}): Structure {
  const structure = tinyStructure(1, [{ plugin: growing, fixed: {}, numeric: ['amount'] }]);
  return { ...structure, optimizer: 'adam', ...change };
}

const TRIAL: TinyTrial = {
  // A schedule, so that the number of epochs done matters.
  learningRate: { schedule: 'linear', from: 0.1, to: 0.01 },
  optimizer: { beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
  regularizers: [{ amount: 1e-3 }],
  seed: 3,
};

/** Registers the tests of saving and restoring sessions. */
export function describeSnapshots(engine: Engine): void {
  describe('snapshots', () => {
    it('let another session continue with the same bits', async () => {
      const session = await start(engine, structureWith(), TRIAL);
      train(session, 2);
      const saved = session.save();
      const after = train(session, 3);
      const again = await start(engine, structureWith(), TRIAL);
      again.restore(saved);
      expect(train(again, 3)).toEqual(after);
      expect(again.weights()).toEqual(session.weights());
      expect(again.inspect()).toEqual(session.inspect());
      expect(again.evaluate('validation')).toEqual(session.evaluate('validation'));
      expect(again.save()).toEqual(session.save());
      session.dispose();
      again.dispose();
    });

    it('replace what a session has learned and can be restored again', async () => {
      const session = await start(engine, structureWith(), TRIAL);
      const untrained = session.save();
      const untrainedWeights = session.weights();
      train(session, 2);
      const saved = session.save();
      train(session, 3);
      const expected = session.weights();
      const other = await start(engine, structureWith(), { ...TRIAL, initialWeights: expected });
      train(other, 4);
      for (let time = 0; time < 2; time++) {
        other.restore(saved);
        train(other, 3);
        expect(other.weights()).toEqual(expected);
      }
      other.restore(untrained);
      expect(other.weights()).toEqual(untrainedWeights);
      train(other, 5);
      expect(other.weights()).toEqual(expected);
      session.dispose();
      other.dispose();
    });

    it('keep non-finite weights', async () => {
      const session = await start(engine, structureWith(), { ...TRIAL, learningRate: 1e38 });
      train(session, 3);
      expect(session.weights().some(({ kernel }) => !kernel.every(Number.isFinite))).toBe(true);
      const again = await start(engine, structureWith(), { ...TRIAL, learningRate: 1e38 });
      again.restore(session.save());
      expect(again.weights()).toEqual(session.weights());
      session.dispose();
      again.dispose();
    });

    it('are rejected without changes if malformed or of another structure', async () => {
      const session = await start(engine, structureWith(), TRIAL);
      train(session, 1);
      const saved = session.save();
      const refusals: readonly (readonly [Uint8Array, RegExp])[] = [
        [new Uint8Array(), /./],
        [new TextEncoder().encode('garbage\n'.repeat(20)), /./],
        [saved.subarray(0, saved.length - 4), /./],
        [saved.subarray(0, 40), /./],
        [Uint8Array.of(...saved, 0), /./],
        [await savedBy({ optimizer: 'adamw' }), /adamw/],
        [await savedBy({ layers: tinyStructure(1).layers }), /regularizers/],
        [await savedBy({ layers: structureWith().layers.map((layer) => ({ ...layer, activation: 'tanh' })) }), /tanh/],
        [await savedBy({ layers: structureWith().layers.map((layer, i) => ({ ...layer, units: 5 - 4 * i })) }), /5/],
      ];
      for (const [bytes, reason] of refusals) {
        expect(() => session.restore(bytes)).toThrow(
          expect.objectContaining({ code: 'invalid-data', message: expect.stringMatching(reason) }),
        );
      }
      expect(session.save()).toEqual(saved);
      session.dispose();
    });

    /** A snapshot of a session of another structure. */
    async function savedBy(change: Partial<Structure>): Promise<Uint8Array> {
      const structure = structureWith(change);
      const hasState = structure.layers.some(({ regularizers }) => regularizers.length > 0);
      const session = await start(engine, structure, hasState ? TRIAL : { ...TRIAL, regularizers: [] });
      const saved = session.save();
      session.dispose();
      return saved;
    }
  });
}
