import { at } from '@sparsweep/core/plugin';
import { describe, expect, it } from 'vitest';
import { graphOf, printed } from '../../test/support/sketch.ts';
import { type Rule, rewrite } from './rewrite.ts';

const graph = graphOf((s) => {
  const x = s.unary('exp', s.input('x', [4]));
  return [s.binary('add', x, s.unary('negate', x)), s.unary('tanh', x)];
});

describe('rewrite', () => {
  it('returns the same graph if no rule applies', () => {
    expect(rewrite(graph, [() => undefined])).toBe(graph);
  });

  it('uses the first rule that applies, and gives later nodes the replaced inputs', () => {
    const logOfExp: Rule = (node, rewriting) =>
      node.op === 'unary' && node.function === 'exp'
        ? rewriting.add({ op: 'unary', function: 'log', inputs: node.inputs })
        : undefined;
    const never: Rule = (node) => {
      if (node.op === 'unary' && node.function === 'exp') throw new Error('a later rule was asked');
      return undefined;
    };
    expect(printed(rewrite(graph, [logOfExp, never]))[0]).toBe('%1 = log %0 : float32[4]');
    expect(printed(rewrite(graph, [logOfExp, never]))[1]).toBe('%2 = negate %1 : float32[4]');
  });

  it('knows the users of a value', () => {
    const seen: unknown[] = [];
    rewrite(graph, [
      (node, rewriting) => {
        for (const id of node.inputs) {
          seen.push([rewriting.users(id).map((user) => user.id), rewriting.isUsedOnce(id)]);
        }
        expect(rewriting.usersOf(node)).toEqual(
          graph.nodes.filter(({ inputs }) => inputs.some((id) => id === node.id)),
        );
        return undefined;
      },
    ]);
    const exp = [[2, 3, 4], false];
    expect(seen).toEqual([[[1], true], exp, exp, [[3], true], exp]);
  });

  it('rejects a rule that changes a shape', () => {
    const wrong: Rule = (node, rewriting) =>
      node.op === 'unary' ? rewriting.add({ op: 'reshape', inputs: [at(node.inputs, 0)], shape: [2, 2] }) : undefined;
    expect(() => rewrite(graph, [wrong])).toThrow('a rule gave %1, unary, another shape');
  });
});
