import { at } from '@sparsweep/core/plugin';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RandomGraph, randomGraph } from '../../test/support/randomGraph.ts';
import { type ElementOrder, runKernels } from '../../test/support/runKernels.ts';
import { sameShape } from '../graph/dim.ts';
import type { Graph } from '../graph/graph.ts';
import { interpret } from '../graph/interpret.ts';
import type { KernelProgram } from './kernel.ts';
import { schedule } from './schedule.ts';

const ORDERS: readonly ElementOrder[] = ['forward', 'backward', 'allAtOnce'];

/** What the outputs of a graph are once its kernels have run. */
function compute(
  program: KernelProgram,
  { inputs, rows }: RandomGraph,
  order: ElementOrder,
): Record<string, Float32Array> {
  // What no kernel has written must not count.
  const memory = new Float32Array(program.bytes / 4).fill(Number.NaN);
  const [procedure] = program.procedures;
  const from = (buffer: number) => at(program.buffers, buffer).address / 4;
  for (const { values, address } of program.buffers) if (values !== undefined) memory.set(values, address / 4);
  for (const [name, buffer] of Object.entries(procedure?.inputs ?? {})) memory.set(inputs[name] ?? [], from(buffer));
  runKernels(program, 'run', memory, rows, order);
  return Object.fromEntries(
    Object.entries(procedure?.outputs ?? {}).map(([name, buffer]) => [name, memory.slice(from(buffer))]),
  );
}

function check(random: RandomGraph): void {
  const expected = interpret(random.graph, random.inputs, random.rows);
  for (const capacity of [random.rows, random.rows + 3]) {
    const program = schedule([{ name: 'run', capacity, graph: random.graph }], []);
    for (const order of ORDERS) {
      const results = compute(program, random, order);
      for (const [name, values] of Object.entries(expected)) {
        values.forEach((value, place) => {
          const result = at(results[name] ?? [], place);
          const message = `${name}, element ${place}, ${order}: ${result} for ${value}`;
          if (!Number.isFinite(value)) expect(result, message).toBe(value);
          else expect(Math.abs(result - value), message).toBeLessThanOrEqual(1e-5 * Math.abs(value) + 1e-6);
        });
      }
    }
  }
}

/** The graph, with inputs of fixed shapes as states: each has some node of its shape as its next value. */
function withStates(graph: Graph, choices: readonly number[]): Graph {
  const next = graph.nodes.flatMap((node, position) => {
    if (node.op !== 'input' || node.shape.some((dim) => typeof dim !== 'number')) return [];
    const candidates = graph.nodes.filter(({ shape }) => sameShape(shape, node.shape));
    return [[node.name, at(candidates, at(choices, position % choices.length) % candidates.length).id] as const];
  });
  return { nodes: graph.nodes, outputs: { ...graph.outputs, ...Object.fromEntries(next) } };
}

describe('the kernels of a random graph', () => {
  it('compute the same as the interpreter', () => {
    fc.assert(fc.property(randomGraph(), check), { numRuns: 100, seed: 1 });
  });

  it('update states with any value, including other states and their old values', () => {
    const choices = fc.array(fc.nat({ max: 2 ** 16 }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(randomGraph({ mostOperations: 8 }), choices, (random, chosen) => {
        check({ ...random, graph: withStates(random.graph, chosen) });
      }),
      { numRuns: 300, seed: 2 },
    );
  });
});
