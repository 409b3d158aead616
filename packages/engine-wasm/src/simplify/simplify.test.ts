import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RandomGraph, randomGraph } from '../../test/support/randomGraph.ts';
import { graphOf, printed } from '../../test/support/sketch.ts';
import { ROWS } from '../graph/dim.ts';
import type { Graph } from '../graph/graph.ts';
import { interpret } from '../graph/interpret.ts';
import { printGraph } from '../graph/print.ts';
import { verify } from '../graph/verify.ts';
import { type Rule, rewrite } from './rewrite.ts';
import { PASSES, RULES, simplify } from './simplify.ts';

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
  it.each([false, true])('keeps the values of random graphs (with NaN and infinities: %s)', (nonFinite) => {
    fc.assert(
      fc.property(randomGraph({ nonFinite }), (random) => expectSameValues(random, simplify(random.graph))),
      OPTIONS,
    );
  });

  it('keeps the graph valid in every pass', () => {
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

  it('is tested with every rule', () => {
    const applied = new Set<string>();
    const counted = RULES.map(
      (rule): Rule =>
        (node, graph) => {
          const replacement = rule(node, graph);
          if (replacement !== undefined) applied.add(rule.name);
          return replacement;
        },
    );
    for (const { graph } of fc.sample(randomGraph(), OPTIONS)) rewrite(rewrite(graph, counted), counted);
    expect([...applied].sort()).toEqual(RULES.map(({ name }) => name).sort());
  });

  it('simplifies the gradient of a mean as TensorFlow.js computes it', () => {
    const graph = graphOf((s) => {
      const x = s.input('x', [ROWS, 4]);
      const one = s.reshape(s.reshape(s.constant(1), []), [1, 1]);
      const ones = s.binary('multiply', one, s.constant(1, [ROWS, 4]));
      const gradient = s.binary('divide', ones, s.rows(4, 1));
      return s.binary('multiply', gradient, s.binary('multiply', x, s.binary('add', x, s.constant(0))));
    });
    expect(printed(simplify(graph))).toEqual([
      '%1 = rows 0.25 rows^-1 : float32[]',
      '%2 = multiply %0, %0 : float32[rows, 4]',
      '%3 = multiply %1, %2 : float32[rows, 4]',
      'output y = %3',
    ]);
  });

  it('makes a product read its operands in place', () => {
    const graph = graphOf((s) => {
      const kernel = s.input('kernel', [4, 3]);
      const codes = s.transpose(
        s.matmul(s.transpose(kernel, [1, 0]), s.input('x', [ROWS, 4]), 'transposeRight'),
        [1, 0],
      );
      return [codes, s.matmul(codes, s.transpose(kernel, [1, 0]))];
    });
    expect(printed(simplify(graph))).toEqual([
      '%2 = matmul %1, %0 : float32[rows, 3]',
      '%3 = matmul %2, %0 transposeRight : float32[rows, 4]',
      'output y0 = %2',
      'output y1 = %3',
    ]);
  });
});
