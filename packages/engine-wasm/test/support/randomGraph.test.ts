import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BINARY_FUNCTIONS, REDUCE_FUNCTIONS, UNARY_FUNCTIONS } from '../../src/graph/graph.ts';
import { interpret } from '../../src/graph/interpret.ts';
import { verify } from '../../src/graph/verify.ts';
import { randomGraph } from './randomGraph.ts';

const OPTIONS = { numRuns: 500, seed: 20_261_123 };

const OTHERS = [
  ...[
    'input',
    'constant',
    'rows',
    'positions',
    'select',
    'matmul',
    'reshape',
    'transpose',
    'broadcast',
    'slice',
    'pad',
  ],
  ...['concat', 'largest', 'argument max', 'argument min'],
];

describe('randomGraph', () => {
  it.each([false, true])('has every operation (with NaN and infinities: %s)', (nonFinite) => {
    const seen = new Set<string>();
    for (const { graph } of fc.sample(randomGraph({ nonFinite }), OPTIONS)) {
      for (const node of graph.nodes) seen.add('function' in node ? `${node.op} ${node.function}` : node.op);
    }
    const functions = [
      ...UNARY_FUNCTIONS.map((name) => `unary ${name}`),
      ...BINARY_FUNCTIONS.map((name) => `binary ${name}`),
      ...REDUCE_FUNCTIONS.map((name) => `reduce ${name}`),
    ];
    expect([...seen].sort()).toEqual([...OTHERS, ...functions].sort());
  });

  it('is valid, and finite by default', () => {
    fc.assert(
      fc.property(randomGraph(), ({ graph, inputs, rows }) => {
        verify(graph);
        for (const values of Object.values(interpret(graph, inputs, rows))) {
          expect(values.every((value) => Math.abs(value) <= 1e4)).toBe(true);
        }
      }),
      OPTIONS,
    );
  });

  it('yields NaN and infinities on request', () => {
    const values = fc
      .sample(randomGraph({ nonFinite: true }), OPTIONS)
      .flatMap(({ graph, inputs, rows }) => Object.values(interpret(graph, inputs, rows)))
      .flatMap((output) => [...output]);
    for (const special of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      expect(values.filter((value) => Object.is(value, special)).length).toBeGreaterThan(100);
    }
  });
});
