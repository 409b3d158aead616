import { describe, expect, it } from 'vitest';
import { ROWS } from '../graph/dim.ts';
import type { Graph } from '../graph/graph.ts';
import { GraphBuilder } from '../graph/graphBuilder.ts';
import { printProgram } from './printProgram.ts';
import { schedule } from './schedule.ts';

/** relu(features . kernel + bias), and gradient descent on kernel and bias by given gradients. */
function layer(): Graph {
  const builder = new GraphBuilder();
  const input = (name: string, ...shape: readonly (number | typeof ROWS)[]) =>
    builder.add({ op: 'input', inputs: [], name, shape }).id;
  const binary = (name: 'add' | 'subtract' | 'multiply', left: number, right: number) =>
    builder.add({ op: 'binary', function: name, inputs: [left, right] }).id;
  const [features, kernel, bias] = [input('features', ROWS, 3), input('kernel', 3, 5), input('bias', 5)];
  const [slopes, slope, rate] = [input('slopes', 3, 5), input('slope', 5), input('rate')];
  const product = builder.add({
    op: 'matmul',
    transposeLeft: false,
    transposeRight: false,
    inputs: [features, kernel],
  }).id;
  const code = builder.add({ op: 'unary', function: 'relu', inputs: [binary('add', product, bias)] }).id;
  return builder.build({
    code,
    kernel: binary('subtract', kernel, binary('multiply', slopes, rate)),
    bias: binary('subtract', bias, binary('multiply', slope, rate)),
  });
}

describe('schedule', () => {
  it('fuses a layer into its product, and the updates of all parameters into one map in place', () => {
    const program = schedule([{ name: 'train', capacity: 4, graph: layer() }], []);
    // The families kernel, bias and slopes, slope lie without a gap: 64 + 4 * 15 = 124, + 4 * 5 = 144.
    expect(printProgram(program)).toBe(
      [
        '432 bytes',
        'buffer 0 kernel [15] at 64',
        'buffer 1 bias [5] at 124',
        'buffer 2 slopes [15] at 144',
        'buffer 3 slope [5] at 204',
        'buffer 4 rate [1] at 224',
        'buffer 5 features [3 rows] at 240',
        'buffer 6 code [5 rows] at 288',
        '',
        'train, at most 4 rows',
        '  kernel 0 matmul [rows, 3] . [3, 5]: 5:features[3, 1] . 0:kernel[5, 1]',
        '    %0 = result',
        '    %1 = load 1:bias[0, 1]',
        '    %2 = add %0 %1',
        '    %3 = relu %2',
        '    6:code[5, 1] = %3',
        '  kernel 1 map [20]',
        '    %0 = load 0:kernel[1]',
        '    %1 = load 2:slopes[1]',
        '    %2 = load 4:rate[0]',
        '    %3 = multiply %1 %2',
        '    %4 = subtract %0 %3',
        '    0:kernel[1] = %4',
      ].join('\n'),
    );
  });

  it('updates a state last if its old value is needed after the new one is computed', () => {
    const builder = new GraphBuilder();
    const state = builder.add({ op: 'input', inputs: [], name: 'state', shape: [4] }).id;
    const next = builder.add({ op: 'unary', function: 'exp', inputs: [state] }).id;
    const total = builder.add({ op: 'reduce', function: 'sum', axes: [0], inputs: [next] }).id;
    const scaled = builder.add({ op: 'binary', function: 'multiply', inputs: [state, total] }).id;
    const graph = builder.build({ state: next, scaled });
    const [procedure] = schedule([{ name: 'step', capacity: 1, graph }], []).procedures;
    const kernels = procedure?.kernels ?? [];
    expect(kernels.map(({ kind }) => kind)).toEqual(['map', 'reduce', 'map']);
    const target = procedure?.outputs.state;
    expect(target).toBe(procedure?.inputs.state);
    const stores = kernels.map((kernel) =>
      kernel.kind === 'map' ? kernel.body.stores.map(({ view }) => view.buffer) : [],
    );
    expect(stores.map((buffers) => buffers.includes(target ?? -1))).toEqual([false, false, true]);
  });

  it('shares memory between buffers of one procedure that are not in use at once, and between those of two procedures', () => {
    const chain = (): Graph => {
      const builder = new GraphBuilder();
      let last = builder.add({ op: 'input', inputs: [], name: 'features', shape: [ROWS, 64] }).id;
      for (let index = 0; index < 6; index++) {
        const kernel = builder.add({ op: 'input', inputs: [], name: `kernel ${index}`, shape: [64, 64] }).id;
        const product = { op: 'matmul', transposeLeft: false, transposeRight: false, inputs: [last, kernel] } as const;
        last = builder.add(product).id;
      }
      return builder.build({ sum: builder.add({ op: 'reduce', function: 'sum', axes: [0, 1], inputs: [last] }).id });
    };
    const { bytes } = schedule(
      ['one', 'other'].map((name) => ({ name, capacity: 100, graph: chain() })),
      [],
    );
    const weights = 6 * 64 * 64 * 4;
    const matrix = 100 * 64 * 4;
    // The features and, in turn, two products.
    expect(bytes).toBeLessThan(weights + 3 * matrix + 1024);
    expect(bytes).toBeGreaterThan(weights + 3 * matrix);
  });
});
