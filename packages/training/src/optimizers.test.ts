import { at, type Optimizer, type Tensor } from '@sparsweep/core/plugin';
import { loadTensorFlow } from '@sparsweep/testkit';
import { describe, expect, it } from 'vitest';
import { adam, optimizerNamed, optimizers } from './optimizers.ts';

const tf = await loadTensorFlow();

/** The parameter [1, -2, 0.5] after each of two steps with the gradients [0.1, -0.3, 0] and [0.2, 0.1, -0.4]. */
function twoSteps(name: string, changes: Record<string, number>, isKernel = true): number[][] {
  const optimizer = find(name);
  const defaults = Object.entries(optimizer.options.properties).map(([option, schema]) => [
    option,
    Object(schema).default,
  ]);
  const options = Object.fromEntries(
    Object.entries<number>({ ...Object.fromEntries(defaults), ...changes }).map(([option, value]) => [
      option,
      tf.scalar(value),
    ]),
  );
  let parameter: Tensor = tf.tensor1d([1, -2, 0.5]);
  let slots: readonly Tensor[] = Array.from({ length: optimizer.slots }, () => tf.zeros([3]));
  return [
    [0.1, -0.3, 0],
    [0.2, 0.1, -0.4],
  ].map((gradient, index) => {
    const context = { tf, options, step: tf.scalar(index + 1), isKernel };
    ({ parameter, slots } = optimizer.step(parameter, tf.tensor1d(gradient), slots, context));
    return Array.from(parameter.dataSync());
  });
}

function find(name: string): Optimizer {
  const optimizer = optimizers.find((candidate) => candidate.name === name);
  if (optimizer === undefined) throw new Error(`no optimizer ${name}`);
  return optimizer;
}

function expectClose(steps: number[][], expected: number[][]): void {
  for (const [index, value] of steps.flat().entries()) expect(value).toBeCloseTo(at(expected.flat(), index), 5);
}

// The expected numbers are those of Keras 3.15.1 (on PyTorch 2.13.0) with the same options. Steps are about 0.05 long,
// and float32 keeps 1 - 0.999 to five digits only.
describe('optimizers', () => {
  it('sgd', () => {
    expectClose(twoSteps('sgd', { learningRate: 0.05 }), [
      [0.995, -1.985, 0.5],
      [0.985, -1.99, 0.52],
    ]);
  });

  it('momentum', () => {
    expectClose(twoSteps('momentum', { learningRate: 0.05, momentum: 0.9 }), [
      [0.995, -1.985, 0.5],
      [0.9805, -1.9765, 0.52],
    ]);
  });

  it('adam', () => {
    expectClose(twoSteps('adam', { learningRate: 0.05 }), [
      [0.9500019, -1.95000088, 0.5],
      [0.90174395, -1.92999041, 0.53720617],
    ]);
  });

  it('adam with a large epsilon', () => {
    expectClose(twoSteps('adam', { learningRate: 0.05, beta1: 0.8, beta2: 0.95, epsilon: 0.1 }), [
      [0.99086279, -1.97992539, 0.5],
      [0.97464496, -1.97274446, 0.51831394],
    ]);
  });

  it('adamw on a kernel', () => {
    expectClose(twoSteps('adamw', { learningRate: 0.05, weightDecay: 0.1 }), [
      [0.9450019, -1.94000089, 0.4975],
      [0.89201897, -1.91029048, 0.53221869],
    ]);
  });

  it('adamw on a bias equals adam', () => {
    expect(twoSteps('adamw', { learningRate: 0.05, weightDecay: 0.1 }, false)).toEqual(
      twoSteps('adam', { learningRate: 0.05 }),
    );
  });

  it('have a summary, documented options and a learning rate', () => {
    for (const { kind, name, summary, options } of optimizers) {
      expect(kind).toBe('optimizer');
      expect(summary).toMatch(/\S/);
      expect(Object.keys(options.properties), name).toContain('learningRate');
      for (const [option, schema] of Object.entries(options.properties)) {
        expect(schema, `${name}.${option}`).toMatchObject({
          default: expect.any(Number),
          description: expect.any(String),
        });
      }
    }
  });
});

describe('optimizerNamed', () => {
  it('finds an optimizer by name or lists the available ones', () => {
    expect(optimizerNamed('adam')).toBe(adam);
    expect(() => optimizerNamed('adan')).toThrow(
      expect.objectContaining({
        code: 'unknown-plugin',
        message: 'unknown optimizer "adan"; available: adam, adamw, momentum, sgd',
      }),
    );
  });
});
