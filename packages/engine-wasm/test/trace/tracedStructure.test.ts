import { loadTensorFlow } from '@sparsweep/testkit';
import { optimizerNamed } from '@sparsweep/training';
import { describe, expect, it } from 'vitest';
import { lengthAt, sizeOf } from '../../src/graph/dim.ts';
import { interpret } from '../../src/graph/interpret.ts';
import { flushedToZero } from '../../src/trace/tracedStructure.ts';
import { traceStructure } from '../../src/trace/traceStructure.ts';
import { classifier } from './structures.ts';

const tf = await loadTensorFlow();

describe('flushedToZero', () => {
  it('is zero for tiny magnitudes and keeps all other numbers', () => {
    const kept = [0, 2 ** -110, -(2 ** -110), 1, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN];
    const dropped = [2 ** -111, -(2 ** -111), 2 ** -126, 2 ** -149];
    const found = tf.tidy(() => [...flushedToZero(tf, tf.tensor1d([...kept, ...dropped])).dataSync()]);
    expect(found).toEqual([...kept, ...dropped.map(() => 0)]);
  });
});

describe('the slots of an optimizer', () => {
  it.each(['adam', 'adamw', 'momentum'])('of %s become zero when the gradient is zero, instead of denormal', (name) => {
    const optimizer = optimizerNamed(name);
    const { train } = traceStructure(tf, classifier([], 2, { optimizer: name }), optimizer);
    // The samples are zero, so the gradient of the kernel is zero, too. Every running mean starts at 1.
    let state: Record<string, Float64Array> = Object.fromEntries(
      train.nodes.flatMap((node) => {
        if (node.op !== 'input') return [];
        const start = node.name.startsWith('numbers.') ? 0.9 : node.name.includes('.slots.') ? 1 : 0;
        return [[node.name, new Float64Array(lengthAt(sizeOf(node.shape), 2)).fill(start)] as const];
      }),
    );
    const means = () => [...(state['layers.0.kernel.slots.0'] ?? [])];
    const steps = (count: number) => {
      for (let step = 0; step < count; step++) state = { ...state, ...interpret(train, state, 2) };
    };
    steps(700);
    // 0.9^700 = 9.3e-33
    for (const mean of means()) expect(mean).toBeCloseTo(0.9 ** 700, 40);
    expect(means()).toHaveLength(5);
    steps(60);
    expect(means()).toEqual([0, 0, 0, 0, 0]);
  });
});
