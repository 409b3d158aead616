import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RandomGraph, randomGraph } from '../../test/support/randomGraph.ts';
import type { Graph } from '../graph/graph.ts';
import { interpret } from '../graph/interpret.ts';
import { printGraph } from '../graph/print.ts';
import { verify } from '../graph/verify.ts';
import { PASSES, simplify } from './simplify.ts';

const OPTIONS = { numRuns: 300, seed: 20_261_123 };

/** Relative difference of 1e-5, absolute of 1e-6; NaN equals NaN. */
function expectSameValues(before: RandomGraph, after: Graph): void {
  const expected = interpret(before.graph, before.inputs, before.rows);
  const actual = interpret(after, before.inputs, before.rows);
  for (const [name, values] of Object.entries(expected)) {
    const others = actual[name];
    expect(others).toHaveLength(values.length);
    values.forEach((value, i) => {
      const other = others?.[i] ?? 0;
      const isSame = Object.is(value, other) || Math.abs(value - other) <= 1e-5 * Math.abs(value) + 1e-6;
      if (!isSame)
        expect.fail(`${name}[${i}] was ${value} and is ${other}\n${printGraph(before.graph)}\n${printGraph(after)}`);
    });
  }
}

describe('simplify', () => {
  it.each([false, true])(
    'keeps the values of random graphs, and NaN and infinities where there are (%s)',
    (nonFinite) => {
      fc.assert(
        fc.property(randomGraph({ nonFinite }), (random) => expectSameValues(random, simplify(random.graph))),
        OPTIONS,
      );
    },
  );

  it('keeps the graph sound in every pass', () => {
    fc.assert(
      fc.property(randomGraph(), ({ graph }) => {
        verify(graph);
        let current = graph;
        for (let round = 0; round < 10; round++) {
          for (const pass of PASSES) {
            current = pass(current);
            verify(current);
          }
        }
      }),
      OPTIONS,
    );
  });

  it('leaves nothing to simplify', () => {
    fc.assert(
      fc.property(randomGraph(), ({ graph }) => {
        const simple = simplify(graph);
        expect(simplify(simple)).toBe(simple);
      }),
      OPTIONS,
    );
  });
});
