import { describe, expect, it } from 'vitest';
import { graphOf, rewritten, type Sketch } from '../../test/support/sketch.ts';
import { ROWS } from '../graph/dim.ts';
import { constantConditions, constants, rowArithmetic } from './constantRules.ts';
import { rewrite } from './rewrite.ts';

describe('constants', () => {
  const after = (make: (sketch: Sketch) => number) => rewritten([constants], make);

  it('computes in float32, operation by operation', () => {
    const graph = graphOf((s) => s.binary('divide', s.constant(1), s.constant(3)));
    const { nodes, outputs } = rewrite(graph, [constants]);
    // numpy: float(np.float32(1) / np.float32(3))
    expect(nodes[outputs.y ?? -1]).toMatchObject({ op: 'constant', values: [0.3333333432674408] });
    const sum = graphOf((s) =>
      s.binary('subtract', s.binary('add', s.constant(0.1), s.constant(0.2)), s.constant(0.3)),
    );
    const folded = rewrite(rewrite(sum, [constants]), [constants]);
    // numpy: float(np.float32(0.1) + np.float32(0.2) - np.float32(0.3)) is 0 where float64 gives 5.6e-17
    expect(folded.nodes[folded.outputs.y ?? -1]).toMatchObject({ values: [0] });
  });

  it('keeps one number for all elements, for any shape', () => {
    expect(after((s) => s.unary('exp', s.constant(0, [1000, 1000])))).toEqual([
      '%0 = constant 1 : float32[1000, 1000]',
      'output y = %0',
    ]);
    expect(after((s) => s.binary('add', s.constant(2, [ROWS, 1]), s.constant(3, [5])))).toEqual([
      '%0 = constant 5 : float32[rows, 5]',
      'output y = %0',
    ]);
    expect(after((s) => s.broadcast(s.constant(2), [ROWS, 3]))).toEqual([
      '%0 = constant 2 : float32[rows, 3]',
      'output y = %0',
    ]);
    expect(after((s) => s.select(s.constant(0), s.constant(1, [4]), s.constant(2)))).toEqual([
      '%0 = constant 2 : float32[4]',
      'output y = %0',
    ]);
  });

  it('computes small tensors element by element', () => {
    expect(after((s) => s.transpose(s.constant([1, 2, 3, 4, 5, 6], [2, 3]), [1, 0]))).toEqual([
      '%0 = constant 1, 4, 2, 5, 3, 6 : float32[3, 2]',
      'output y = %0',
    ]);
    expect(after((s) => s.reduce('sum', s.constant([1, 2, 3, 4], [2, 2]), [0]))).toEqual([
      '%0 = constant 4, 6 : float32[2]',
      'output y = %0',
    ]);
    expect(after((s) => s.binary('multiply', s.constant([1, 2], [2]), s.constant([0, 0], [2])))).toEqual([
      '%0 = constant 0 : float32[2]',
      'output y = %0',
    ]);
  });

  it('does not increase the count of numbers', () => {
    const product = (s: Sketch) => s.binary('multiply', s.constant([1, 2, 3], [3]), s.constant([1, 2, 3], [3, 1]));
    expect(after(product)).toHaveLength(4);
    const many = Array.from({ length: 2000 }, (_, i) => i);
    expect(after((s) => s.unary('sqrt', s.constant(many, [2000])))).toHaveLength(3);
  });

  it('keeps operations on inputs', () => {
    expect(after((s) => s.binary('add', s.constant(1), s.input('x', [])))).toHaveLength(3);
  });
});

const one = (line: string) => [`%0 = ${line}`, 'output y = %0'];

describe('rowArithmetic', () => {
  const after = (make: (sketch: Sketch) => number) => rewritten([rowArithmetic], make);

  it('multiplies and divides factors of powers of the rows', () => {
    expect(after((s) => s.binary('multiply', s.rows(2, 1), s.constant(3)))).toEqual(one('rows 6 rows^1 : float32[]'));
    expect(after((s) => s.binary('divide', s.constant(1), s.rows(64, 1)))).toEqual(
      one('rows 0.015625 rows^-1 : float32[]'),
    );
    expect(after((s) => s.binary('divide', s.rows(6, 2), s.rows(2, 1)))).toEqual(one('rows 3 rows^1 : float32[]'));
    expect(after((s) => s.binary('multiply', s.rows(3, 1), s.rows(0.5, -1)))).toEqual(one('constant 1.5 : float32[]'));
  });

  it('keeps sums, and infinite quotients', () => {
    expect(after((s) => s.binary('add', s.rows(2, 1), s.rows(3, 1)))).toHaveLength(4);
    expect(after((s) => s.binary('divide', s.rows(2, 1), s.constant(0)))).toHaveLength(4);
    expect(after((s) => s.binary('multiply', s.constant(2), s.constant(3)))).toHaveLength(4);
  });

  it('reduces constants of one number', () => {
    expect(after((s) => s.reduce('sum', s.constant(0.5, [ROWS, 4]), [0, 1]))).toEqual(one('rows 2 rows^1 : float32[]'));
    expect(after((s) => s.reduce('sum', s.constant(0.5, [ROWS, 4]), [1]))).toEqual([
      '%0 = constant 2 : float32[]',
      '%1 = broadcast %0 : float32[rows]',
      'output y = %1',
    ]);
    expect(after((s) => s.reduce('sum', s.constant(3, [ROWS, 4]), [0]))).toEqual([
      '%0 = rows 3 rows^1 : float32[]',
      '%1 = broadcast %0 : float32[4]',
      'output y = %1',
    ]);
    expect(after((s) => s.reduce('max', s.constant(3, [ROWS, 4]), [0]))).toEqual(one('constant 3 : float32[4]'));
    expect(after((s) => s.reduce('product', s.constant(2, [ROWS, 4]), [1]))).toEqual(
      one('constant 16 : float32[rows]'),
    );
    expect(after((s) => s.reduce('product', s.constant(2, [ROWS, 4]), [0]))).toHaveLength(3);
  });
});

describe('constantConditions', () => {
  const after = (make: (sketch: Sketch) => number) => rewritten([constantConditions], make);

  it('takes the branch that a constant condition selects', () => {
    const chosen = (condition: number) => (s: Sketch) => {
      const [yes, no] = [s.input('yes', [ROWS, 2]), s.input('no', [ROWS, 2])];
      return s.select(s.constant(condition), yes, no);
    };
    expect(after(chosen(1))).toEqual(['output y = %0']);
    expect(after(chosen(0))).toEqual(['output y = %1']);
  });

  it('takes a branch that is the same on both sides, broadcast to the condition', () => {
    const same = (s: Sketch) => {
      const x = s.input('x', [2]);
      return s.select(s.input('condition', [ROWS, 1]), x, x);
    };
    expect(after(same)).toEqual(['%2 = broadcast %0 : float32[rows, 2]', 'output y = %2']);
  });

  it('keeps a select whose condition is a constant of several numbers', () => {
    expect(after((s) => s.select(s.constant([0, 1], [2]), s.input('x', [2]), s.constant(0)))).toHaveLength(4);
  });
});
