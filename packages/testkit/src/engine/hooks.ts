import { at, defineRegularizer, type Engine, type RegularizerHooks, type Session, Type } from '@sparsweep/core/plugin';
import { describe, expect, it } from 'vitest';
import { measured, start, type TinyTrial, tinyStructure, train } from './tinyTrial.ts';

const options = Type.Object({ mode: Type.String(), amount: Type.Number() });

/** Starts a trial with one regularizer on the hidden layer, made of the given hooks. */
function startWith(
  engine: Engine,
  hooks: RegularizerHooks<typeof options>,
  amount: number,
  trial: Partial<TinyTrial> = {},
): Promise<Session> {
  const plugin = defineRegularizer({ name: 'probe', summary: 'A hook under test.', options, ...hooks });
  return start(engine, tinyStructure(1, [{ plugin, fixed: { mode: 'on' }, numeric: ['amount'] }]), {
    learningRate: 0.1,
    regularizers: [{ amount }],
    ...trial,
  });
}

/** Registers the tests of regularizer hooks. An epoch of these trials has three steps. */
export function describeEngineHooks(engine: Engine): void {
  describe('hooks of regularizers', () => {
    it('add a penalty to the loss and its gradient to the weights', async () => {
      const hooks: RegularizerHooks<typeof options> = {
        penalty: ({ kernel }, { tf, options }) => tf.mul(tf.sum(kernel), options.amount),
      };
      const without = await startWith(engine, hooks, 0);
      const session = await startWith(engine, hooks, 0.5);
      const sum = at(session.weights(), 0).kernel.reduce((total, weight) => total + weight, 0);
      const plain = measured(without.evaluate('train'), 'train');
      const evaluated = measured(session.evaluate('train'), 'train');
      expect(evaluated.penalty).toBeCloseTo(0.5 * sum, 5);
      expect(evaluated.loss).toBeCloseTo(Number(plain.loss) + 0.5 * sum, 5);
      train(session, 10);
      // 30 steps of gradient descent on 0.5 * sum w alone take 0.1 * 0.5 * 30 = 1.5 off each of the 12 weights.
      const after = at(session.weights(), 0).kernel.reduce((total, weight) => total + weight, 0);
      expect(after).toBeLessThan(sum - 12);
      without.dispose();
      session.dispose();
    });

    it('transform activations, with access to phase and options', async () => {
      const session = await startWith(
        engine,
        {
          transform: (activations, { tf, options, phase }) =>
            phase === 'evaluate' && options.mode === 'on' ? tf.mul(activations, options.amount) : activations,
        },
        0,
      );
      const [hidden] = session.weights();
      train(session, 1);
      // Zeroed at evaluation only, so it has still learned.
      expect(session.weights()[0]).not.toEqual(hidden);
      expect(measured(session.inspect(), 'train')).toEqual({ 'activations.zeroFraction': 1 });
      session.dispose();
    });

    it('project the kernel after the step, with access to learning rate and step', async () => {
      const session = await startWith(
        engine,
        {
          project: (kernel, { tf, learningRate, step }) =>
            tf.add(tf.zerosLike(kernel), tf.add(tf.mul(step, 10), learningRate)),
        },
        0,
        { learningRate: 0.25 },
      );
      train(session, 1);
      // The third step has number 2.
      expect([...at(session.weights(), 0).kernel]).toEqual(Array(12).fill(20.25));
      session.dispose();
    });

    it('keep a state between steps', async () => {
      const session = await startWith(
        engine,
        {
          state: ({ tf, options }) => ({ count: tf.add(tf.scalar(1), options.amount) }),
          project: (kernel, { tf, state }) => tf.add(tf.zerosLike(kernel), state.count ?? Number.NaN),
          update: (_layer, { tf, state }) => ({ count: tf.add(state.count ?? Number.NaN, 1) }),
        },
        4,
      );
      train(session, 2);
      // 1 + 4 before the first of six steps.
      expect([...at(session.weights(), 0).kernel]).toEqual(Array(12).fill(10));
      session.dispose();
    });

    it('receive their layer', async () => {
      const session = await startWith(
        engine,
        {
          project: (kernel, { tf, layer: { index, inputs, units } }) =>
            tf.fill(kernel.shape, index + 10 * inputs + units),
        },
        0,
      );
      train(session, 1);
      expect([...at(session.weights(), 0).kernel]).toEqual(Array(12).fill(26));
      session.dispose();
    });

    for (const [amount, ones] of [
      [4, 4],
      [4.4, 4],
      [4.5, 5],
      [0.2, 0],
      [-3, 0],
      [40, 12],
    ] as const) {
      it(`find the ${amount} largest, the first ones on ties`, async () => {
        const session = await startWith(
          engine,
          {
            project: (kernel, { tf, options, largest }) =>
              tf.reshape(largest(tf.zeros([1, kernel.size]), options.amount), kernel.shape),
          },
          amount,
        );
        train(session, 1);
        const expected = Array.from({ length: 12 }, (_, index) => (index < ones ? 1 : 0));
        expect([...at(session.weights(), 0).kernel]).toEqual(expected);
        session.dispose();
      });
    }

    it('find the largest of every row', async () => {
      const session = await startWith(
        engine,
        {
          transform: (activations, { tf, options, largest }) =>
            tf.mul(activations, largest(activations, options.amount)),
        },
        1,
      );
      train(session, 2);
      const { 'activations.l0': active } = measured(session.inspect(), 'train', 0);
      expect(active).toBeGreaterThan(0);
      expect(active).toBeLessThanOrEqual(1);
      session.dispose();
    });

    it('stop the gradient', async () => {
      const hooks: RegularizerHooks<typeof options> = {
        penalty: ({ kernel }, { tf, options, stopGradient }) => tf.mul(tf.sum(stopGradient(kernel)), options.amount),
      };
      const sessions = [await startWith(engine, hooks, 0), await startWith(engine, hooks, 3)];
      for (const session of sessions) train(session, 3);
      const [without, with3] = sessions.map((session) => session.weights());
      expect(with3).toEqual(without);
      for (const session of sessions) session.dispose();
    });
  });
}
