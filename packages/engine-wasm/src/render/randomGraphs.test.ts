import { at } from '@sparsweep/core/plugin';
import binaryen from 'binaryen';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RandomGraph, randomGraph } from '../../test/support/randomGraph.ts';
import { interpret } from '../graph/interpret.ts';
import type { KernelProgram } from '../schedule/kernel.ts';
import { schedule } from '../schedule/schedule.ts';
import { memoryBytes, render } from './render.ts';

/** More rows than a batch of a random graph has. */
const CAPACITY = 12;

/** What the outputs of a graph are once its module has run. */
function compute({ graph, inputs, rows }: RandomGraph): ReadonlyMap<string, Float32Array> {
  const program = schedule([{ name: 'run', capacity: CAPACITY, graph }], []);
  const memory = new WebAssembly.Memory({ initial: Math.ceil(memoryBytes(program) / 65536) });
  const instance = new WebAssembly.Instance(new WebAssembly.Module(render(binaryen, program)), { env: { memory } });
  const { run } = instance.exports;
  if (typeof run !== 'function') throw new Error('the module has no function');
  const numbers = new Float32Array(memory.buffer);
  // What no kernel has written must not count.
  numbers.fill(Number.NaN);
  for (const { values, address } of program.buffers) if (values !== undefined) numbers.set(values, address / 4);
  const { inputs: inputBuffers, outputs } = at(program.procedures, 0);
  for (const [name, buffer] of Object.entries(inputBuffers)) {
    numbers.set(inputs[name] ?? [], addressOf(program, buffer) / 4);
  }
  run(rows);
  return new Map(
    Object.entries(outputs).map(([name, buffer]) => [name, numbers.slice(addressOf(program, buffer) / 4)] as const),
  );
}

function addressOf({ buffers }: KernelProgram, buffer: number): number {
  return at(buffers, buffer).address;
}

function check(random: RandomGraph): void {
  const expected = interpret(random.graph, random.inputs, random.rows);
  const results = compute(random);
  for (const [name, values] of Object.entries(expected)) {
    values.forEach((value, place) => {
      const result = at(results.get(name) ?? [], place);
      const message = `${name}, element ${place}: ${result} for ${value}`;
      if (!Number.isFinite(value)) expect(result, message).toBe(value);
      else expect(Math.abs(result - value), message).toBeLessThanOrEqual(1e-4 * Math.abs(value) + 1e-5);
    });
  }
}

describe('the module of a random graph', () => {
  it('computes the same as the interpreter', () => {
    fc.assert(fc.property(randomGraph(), check), { numRuns: 200, seed: 1 });
  });

  it('yields the same NaN and infinities as the interpreter', () => {
    fc.assert(fc.property(randomGraph({ nonFinite: true }), check), { numRuns: 100, seed: 2 });
  });
});
