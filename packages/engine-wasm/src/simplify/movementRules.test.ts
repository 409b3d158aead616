import { describe, expect, it } from 'vitest';
import { rewritten, type Sketch } from '../../test/support/sketch.ts';
import { ROWS } from '../graph/dim.ts';
import {
  bareOperands,
  broadcasts,
  emptyMoves,
  matmulOperands,
  reductions,
  repeatedScalars,
  reshapes,
  transposes,
} from './movementRules.ts';

const x = (s: Sketch) => s.input('x', [ROWS, 4]);

describe('emptyMoves', () => {
  const after = (make: (sketch: Sketch) => number) => rewritten([emptyMoves], make);

  it('removes movements that change nothing', () => {
    expect(after((s) => s.reshape(x(s), [ROWS, 4]))).toEqual(['output y = %0']);
    expect(after((s) => s.broadcast(x(s), [ROWS, 4]))).toEqual(['output y = %0']);
    expect(after((s) => s.slice(x(s), [0, 0], [ROWS, 4]))).toEqual(['output y = %0']);
    expect(after((s) => s.pad(x(s), [0, 0], 7, [ROWS, 4]))).toEqual(['output y = %0']);
    expect(after((s) => s.concat([x(s)], 0, [ROWS, 4]))).toEqual(['output y = %0']);
  });

  it('keeps other movements', () => {
    expect(after((s) => s.slice(x(s), [0, 1], [ROWS, 3]))).toHaveLength(2);
    expect(after((s) => s.pad(x(s), [0, 1], 0, [ROWS, 5]))).toHaveLength(2);
    expect(after((s) => s.reshape(x(s), [{ factor: 4, power: 1 }]))).toHaveLength(2);
  });
});

it('merges two reshapes', () => {
  expect(rewritten([reshapes], (s) => s.reshape(s.reshape(s.input('x', [2, 6]), [12]), [3, 4]))).toEqual([
    '%1 = reshape %0 : float32[3, 4]',
    'output y = %1',
  ]);
});

describe('repeatedScalars', () => {
  const after = (make: (sketch: Sketch) => number) => rewritten([repeatedScalars], make);

  it.each<[string, (s: Sketch, repeated: number) => number]>([
    ['transposed', (s, repeated) => s.transpose(repeated, [1, 0])],
    ['reshaped', (s, repeated) => s.reshape(repeated, [4, ROWS])],
    ['cut', (s, repeated) => s.slice(s.transpose(repeated, [1, 0]), [0, 0], [4, ROWS])],
  ])('broadcasts a scalar directly when it is %s', (_, move) => {
    const lines = after((s) => move(s, s.broadcast(s.input('x', []), [ROWS, 4])));
    expect(lines.at(-2)).toMatch(/broadcast %\d : float32\[4, rows\]$/);
    expect(lines.join()).not.toContain('transpose');
  });

  it('keeps a vector that is broadcast', () => {
    expect(after((s) => s.transpose(s.broadcast(s.input('x', [4]), [ROWS, 4]), [1, 0]))).toHaveLength(3);
  });
});

describe('broadcasts', () => {
  const after = (make: (sketch: Sketch) => number) => rewritten([broadcasts], make);

  it('merges two broadcasts, or one after added axes', () => {
    const expected = ['%1 = broadcast %0 : float32[rows, 5, 4]', 'output y = %1'];
    expect(after((s) => s.broadcast(s.broadcast(s.input('x', [4]), [5, 4]), [ROWS, 5, 4]))).toEqual(expected);
    expect(after((s) => s.broadcast(s.reshape(s.input('x', [4]), [1, 1, 4]), [ROWS, 5, 4]))).toEqual(expected);
  });

  it('turns a broadcast that only adds axes into a reshape', () => {
    expect(after((s) => s.broadcast(s.input('x', [4]), [1, 4]))).toEqual([
      '%1 = reshape %0 : float32[1, 4]',
      'output y = %1',
    ]);
  });

  it('keeps a reshape that adds a trailing axis', () => {
    expect(after((s) => s.broadcast(s.reshape(s.input('x', [4]), [4, 1]), [4, ROWS]))).toHaveLength(3);
  });
});

describe('transposes', () => {
  const after = (make: (sketch: Sketch) => number | readonly number[]) => rewritten([transposes], make);

  it('turns a transpose that moves only axes of length 1 into a reshape', () => {
    const reshaped = (type: string) => [`%1 = reshape %0 : float32${type}`, 'output y = %1'];
    expect(after((s) => s.transpose(s.input('x', [ROWS, 1]), [1, 0]))).toEqual(reshaped('[1, rows]'));
    expect(after((s) => s.transpose(s.input('x', [ROWS, 4]), [0, 1]))).toEqual(reshaped('[rows, 4]'));
    expect(after((s) => s.transpose(s.input('x', [1, 3, 1, 2]), [1, 0, 3, 2]))).toEqual(reshaped('[3, 1, 2, 1]'));
  });

  it('merges two transposes', () => {
    // numpy: np.zeros((2, 3, 4)).transpose(1, 2, 0).transpose(0, 2, 1) is of shape (3, 2, 4), axes (1, 0, 2)
    expect(after((s) => s.transpose(s.transpose(s.input('x', [2, 3, 4]), [1, 2, 0]), [0, 2, 1]))).toEqual([
      '%1 = transpose %0 [1, 0, 2] : float32[3, 2, 4]',
      'output y = %1',
    ]);
  });

  it('transposes the operands of a product that nothing else uses', () => {
    const product = (s: Sketch) => s.matmul(s.input('a', [ROWS, 4]), s.input('b', [5, 4]), 'transposeRight');
    expect(after((s) => s.transpose(product(s), [1, 0]))).toEqual([
      '%2 = matmul %1, %0 transposeRight : float32[5, rows]',
      'output y = %2',
    ]);
    const shared = after((s) => {
      const made = product(s);
      return [made, s.transpose(made, [1, 0])];
    });
    expect(shared).toHaveLength(4);
  });
});

describe('reductions', () => {
  const after = (make: (sketch: Sketch) => number) => rewritten([reductions], make);

  it('reshapes along axes of length 1', () => {
    expect(after((s) => s.reduce('sum', s.input('x', [ROWS, 1]), [1]))).toEqual([
      '%1 = reshape %0 : float32[rows]',
      'output y = %1',
    ]);
    expect(after((s) => s.reduce('max', s.input('x', [1, 3, 1, 4]), [0, 2, 3]))).toEqual([
      '%1 = reshape %0 : float32[3, 4]',
      '%2 = reduce max %1 over [1] : float32[3]',
      'output y = %2',
    ]);
  });

  it('removes reshapes and transposes before a reduction of all elements', () => {
    expect(after((s) => s.reduce('sum', s.reshape(s.input('x', [ROWS, 3, 4]), [ROWS, 12]), [0, 1]))).toEqual([
      '%1 = reduce sum %0 over [0, 1, 2] : float32[]',
      'output y = %1',
    ]);
    expect(after((s) => s.reduce('min', s.transpose(s.input('x', [3, 4]), [1, 0]), [0, 1]))).toEqual([
      '%1 = reduce min %0 over [0, 1] : float32[]',
      'output y = %1',
    ]);
  });

  it('keeps them before other reductions', () => {
    expect(after((s) => s.reduce('sum', s.reshape(s.input('x', [ROWS, 3, 4]), [ROWS, 12]), [0]))).toHaveLength(3);
    expect(after((s) => s.reduce('sum', s.input('x', [ROWS, 1]), [0, 1]))).toHaveLength(2);
  });
});

describe('bareOperands', () => {
  const after = (make: (sketch: Sketch) => number) => rewritten([bareOperands], make);

  it('removes broadcasts of operands', () => {
    expect(after((s) => s.binary('add', s.input('x', [ROWS, 4]), s.broadcast(s.input('b', [4]), [ROWS, 4])))).toEqual([
      '%2 = add %0, %1 : float32[rows, 4]',
      'output y = %2',
    ]);
  });

  it('removes axes of length 1 that were added to a scalar', () => {
    expect(after((s) => s.binary('multiply', s.reshape(s.input('dy', []), [1, 1]), s.input('x', [ROWS, 4])))).toEqual([
      '%2 = multiply %0, %1 : float32[rows, 4]',
      'output y = %2',
    ]);
  });

  it('broadcasts a smaller result', () => {
    expect(after((s) => s.unary('exp', s.broadcast(s.input('x', []), [ROWS, 4])))).toEqual([
      '%1 = exp %0 : float32[]',
      '%2 = broadcast %1 : float32[rows, 4]',
      'output y = %2',
    ]);
    expect(after((s) => s.unary('exp', s.reshape(s.input('x', []), [1, 1])))).toEqual([
      '%1 = exp %0 : float32[]',
      '%2 = reshape %1 : float32[1, 1]',
      'output y = %2',
    ]);
  });

  it('takes a constant of one number as a scalar', () => {
    expect(after((s) => s.binary('add', s.input('x', [ROWS, 4]), s.constant(2, [ROWS, 4])))).toEqual([
      '%1 = constant 2 : float32[]',
      '%2 = add %0, %1 : float32[rows, 4]',
      'output y = %2',
    ]);
  });

  it('keeps reshapes that do more than add leading axes', () => {
    expect(after((s) => s.binary('add', s.input('x', [4, 3]), s.reshape(s.input('b', [4]), [4, 1])))).toHaveLength(3);
  });
});

describe('matmulOperands', () => {
  const after = (make: (sketch: Sketch) => number) => rewritten([matmulOperands], make);

  it('reads operands transposed', () => {
    const a = (s: Sketch) => s.input('a', [ROWS, 4]);
    const b = (s: Sketch) => s.input('b', [ROWS, 5]);
    expect(after((s) => s.matmul(s.transpose(a(s), [1, 0]), b(s)))).toEqual([
      '%2 = matmul %0, %1 transposeLeft : float32[4, 5]',
      'output y = %2',
    ]);
    expect(after((s) => s.matmul(a(s), s.transpose(b(s), [1, 0]), 'both'))).toEqual([
      '%2 = matmul %0, %1 transposeLeft : float32[4, 5]',
      'output y = %2',
    ]);
  });

  it('reads a column that was reshaped to a row as a transposed column', () => {
    expect(after((s) => s.matmul(s.reshape(s.input('a', [ROWS, 1]), [1, ROWS]), s.input('b', [ROWS, 5])))).toEqual([
      '%2 = matmul %0, %1 transposeLeft : float32[1, 5]',
      'output y = %2',
    ]);
  });

  it('keeps other reshapes', () => {
    expect(after((s) => s.matmul(s.reshape(s.input('a', [6, 1]), [2, 3]), s.input('b', [3, 5])))).toHaveLength(3);
    expect(after((s) => s.matmul(s.reshape(s.input('a', [4]), [1, 4]), s.input('b', [4, 5])))).toHaveLength(3);
  });
});
