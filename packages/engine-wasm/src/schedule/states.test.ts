import { at } from '@sparsweep/core/plugin';
import { describe, expect, it } from 'vitest';
import { runKernels } from '../../test/support/runKernels.ts';
import { GraphBuilder } from '../graph/graphBuilder.ts';
import { schedule } from './schedule.ts';

/** What the states `a` and `b` of two numbers each, and the other outputs, are after one call. */
function afterCall(outputsOf: (builder: GraphBuilder, a: number, b: number) => Record<string, number>) {
  const builder = new GraphBuilder();
  const [a, b] = ['a', 'b'].map((name) => builder.add({ op: 'input', inputs: [], name, shape: [2] }).id);
  const graph = builder.build(outputsOf(builder, a ?? 0, b ?? 0));
  const program = schedule([{ name: 'step', capacity: 1, graph }], []);
  const memory = new Float32Array(program.bytes / 4).fill(Number.NaN);
  const { inputs, outputs } = at(program.procedures, 0);
  const from = (buffer: number | undefined) => at(program.buffers, buffer ?? -1).address / 4;
  memory.set([1, 2], from(inputs.a));
  memory.set([30, 40], from(inputs.b));
  runKernels(program, 'step', memory, 1);
  return Object.fromEntries(
    Object.entries(outputs).map(([name, buffer]) => [name, [...memory.subarray(from(buffer), from(buffer) + 2)]]),
  );
}

describe('outputs that share a value', () => {
  it('lets states swap', () => {
    expect(afterCall((_, a, b) => ({ a: b, b: a }))).toEqual({ a: [30, 40], b: [1, 2] });
  });

  it('lets a state take the old value of another', () => {
    const outputs = afterCall((builder, a) => ({
      a: builder.add({ op: 'unary', function: 'negate', inputs: [a] }).id,
      b: a,
    }));
    expect(outputs).toEqual({ a: [-1, -2], b: [1, 2] });
  });

  it('yields the old value of a state beside the new one', () => {
    const outputs = afterCall((builder, a) => ({
      before: a,
      a: builder.add({ op: 'unary', function: 'negate', inputs: [a] }).id,
    }));
    expect(outputs).toEqual({ before: [1, 2], a: [-1, -2] });
  });

  it('gives two states and an output the same value', () => {
    const outputs = afterCall((builder, a, b) => {
      const total = builder.add({ op: 'binary', function: 'add', inputs: [a, b] }).id;
      return { a: total, b: total, total };
    });
    expect(outputs).toEqual({ a: [31, 42], b: [31, 42], total: [31, 42] });
  });
});
