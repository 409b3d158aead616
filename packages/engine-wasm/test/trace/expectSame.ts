import type { Tensor, TensorOps } from '@sparsweep/core/plugin';
import { loadTensorFlow } from '@sparsweep/testkit';
import { expect } from 'vitest';
import { interpret } from '../../src/graph/interpret.ts';
import { verify } from '../../src/graph/verify.ts';
import { Recorder } from '../../src/trace/recorder.ts';
import { recordingTo } from '../../src/trace/recordingBackend.ts';

const tf = await loadTensorFlow();

/** Shapes and numbers of what the functions under test are given. */
const GIVEN: Readonly<Record<'x' | 'y' | 'row' | 'one', { shape: number[]; values: number[] }>> = {
  x: { shape: [3, 4], values: [-2.5, -1, -0.5, 0, 0.25, 0.5, 1, 1.5, 2.5, 3, -3.5, 7] },
  y: { shape: [3, 4], values: [2, -1, 0.5, 3, 0.25, -4, 1, 2, -2.5, 3, 1.5, 0.75] },
  row: { shape: [4], values: [0.5, 2, 1, 4] },
  one: { shape: [], values: [1.5] },
};

/** Tensors of those numbers. */
export interface Given {
  readonly x: Tensor;
  readonly y: Tensor;
  readonly row: Tensor;
  readonly one: Tensor;
}

/** A function under test. */
export type TensorFunction = (tf: TensorOps, given: Given) => Tensor | Tensor[];

/** What the backend of TensorFlow.js that computes makes of a function. */
function computed(f: TensorFunction): number[][] {
  return tf.tidy(() => {
    const { x, y, row, one } = GIVEN;
    const result = f(tf, {
      x: tf.tensor(x.values, x.shape),
      y: tf.tensor(y.values, y.shape),
      row: tf.tensor(row.values, row.shape),
      one: tf.tensor(one.values, one.shape),
    });
    return [result].flat().map((tensor) => [...tensor.shape, ...tensor.dataSync()]);
  });
}

/** What the graph that is recorded of it yields. */
function interpreted(f: TensorFunction): number[][] {
  const recorder = new Recorder(tf);
  const { graph } = recordingTo(tf, recorder, () =>
    recorder.record(() => {
      const input = (name: keyof Given) => recorder.input(name, GIVEN[name].shape, 'float32');
      const result = f(tf, { x: input('x'), y: input('y'), row: input('row'), one: input('one') });
      return Object.fromEntries([result].flat().map((tensor, index) => [`${index}`, tensor]));
    }),
  );
  verify(graph);
  const values = interpret(
    graph,
    Object.fromEntries(Object.entries(GIVEN).map(([name, { values }]) => [name, values])),
    8,
  );
  return Object.entries(graph.outputs).map(([name, id]) => [
    ...(graph.nodes[id]?.shape ?? []).map(Number),
    ...(values[name] ?? []),
  ]);
}

/** Expects the graph that is recorded of a function to yield what TensorFlow.js computes. */
export function expectSame(f: TensorFunction): void {
  const [expected, actual] = [computed(f), interpreted(f)];
  expect(actual.map(({ length }) => length)).toEqual(expected.map(({ length }) => length));
  for (const [index, numbers] of actual.entries()) {
    for (const [position, number] of numbers.entries()) {
      const wanted = expected[index]?.[position] ?? Number.POSITIVE_INFINITY;
      if (Number.isFinite(wanted)) {
        expect(Math.abs(number - wanted), `element ${position}`).toBeLessThan(1e-5 * (1 + Math.abs(wanted)));
      } else expect(number).toBe(wanted);
    }
  }
}
