import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { defineRegularizer, type RegularizerContext } from '../../plugin/regularizer.ts';
import { SparsweepError, Type } from '../../plugin.ts';
import { guardedRegularizer } from './guardedRegularizer.ts';

tf.enableProdMode();

const CONTEXT: RegularizerContext = {
  tf,
  options: {},
  phase: 'train',
  learningRate: tf.scalar(0.1),
  step: tf.scalar(0),
  layer: { index: 0, inputs: 1, units: 2 },
  state: {},
  largest: (x) => x,
  stopGradient: (x) => x,
};

describe('guardedRegularizer', () => {
  it('has the hooks of the plugin, and no others', () => {
    const plugin = defineRegularizer({ name: 'plain', summary: '', options: Type.Object({}), state: () => ({}) });
    const guarded = guardedRegularizer(plugin, 'plain');
    expect(guarded.name).toBe('plain');
    expect([guarded.transform, guarded.penalty, guarded.project, guarded.update]).toEqual(new Array(4).fill(undefined));
    expect(guarded.state?.(CONTEXT)).toEqual({});
  });

  it('passes a hook its tensors, and its result back', () => {
    const half = defineRegularizer({
      name: 'half',
      summary: '',
      options: Type.Object({}),
      transform: (activations) => activations.div(2),
    });
    const halved = guardedRegularizer(half, 'half').transform?.(tf.tensor2d([[2, 4]]), CONTEXT);
    expect([...(halved?.dataSync() ?? [])]).toEqual([1, 2]);
  });

  it('says which hook of which plugin threw, and keeps what it threw', () => {
    const thrown = new RangeError('axis 3 is not in range');
    const wrong = defineRegularizer({
      name: 'wrong',
      summary: '',
      options: Type.Object({}),
      state: () => {
        throw thrown;
      },
    });
    expect(() => guardedRegularizer(wrong, './wrong.ts').state?.(CONTEXT)).toThrow(
      expect.objectContaining({
        code: 'broken-plugin',
        message: 'regularizer `./wrong.ts` failed in `state`: axis 3 is not in range',
        cause: thrown,
      }),
    );
  });

  it('lets an engine’s word pass that it cannot compile a hook, and no other error', () => {
    const refused = new SparsweepError('not-compilable', 'regularizer `wide`, hook `penalty`: no rule for `svd`');
    const broken = new SparsweepError('invalid-option', 'no such mode');
    const wide = defineRegularizer({
      name: 'wide',
      summary: '',
      options: Type.Object({}),
      penalty: () => {
        throw refused;
      },
      state: () => {
        throw broken;
      },
    });
    const guarded = guardedRegularizer(wide, 'wide');
    const layer = { activations: tf.zeros<tf.Rank.R2>([1, 2]), kernel: tf.zeros<tf.Rank.R2>([1, 2]) };
    expect(() => guarded.penalty?.(layer, CONTEXT)).toThrow(refused);
    expect(() => guarded.state?.(CONTEXT)).toThrow(
      expect.objectContaining({
        code: 'broken-plugin',
        message: expect.stringContaining('failed in `state`: no such mode'),
      }),
    );
  });
});
