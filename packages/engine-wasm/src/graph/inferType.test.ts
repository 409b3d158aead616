import { describe, expect, it } from 'vitest';
import { graphOf, type Sketch } from '../../test/support/sketch.ts';
import { ROWS } from './dim.ts';

const typeOf = (make: (s: Sketch) => number) => {
  const { nodes, outputs } = graphOf(make);
  const { shape, dtype } = nodes[outputs.y ?? -1] ?? {};
  return { shape, dtype };
};
const x = (s: Sketch) => s.input('x', [ROWS, 4]);
const TWICE = { factor: 2, power: 1 };

describe('inferType', () => {
  it('rejects a block that exceeds its input for some number of rows', () => {
    expect(typeOf((s) => s.slice(x(s), [0, 1], [ROWS, 3])).shape).toEqual([ROWS, 3]);
    expect(typeOf((s) => s.slice(x(s), [0, 0], [1, 4])).shape).toEqual([1, 4]);
    expect(() => typeOf((s) => s.slice(x(s), [0, 1], [ROWS, 4]))).toThrow(
      '[rows, 4] at [0, 1] is no part of [rows, 4] for every number of rows',
    );
    expect(() => typeOf((s) => s.slice(x(s), [0, 0], [8, 4]))).toThrow('is no part of');
    expect(() => typeOf((s) => s.slice(x(s), [ROWS, 0], [ROWS, 4]))).toThrow('is no part of');
    expect(() => typeOf((s) => s.slice(x(s), [0, -1], [ROWS, 2]))).toThrow('is no part of');
    expect(() => typeOf((s) => s.slice(x(s), [0], [ROWS]))).toThrow('is no part of');
  });

  it('rejects a padding that is too small for its input', () => {
    expect(typeOf((s) => s.pad(x(s), [ROWS, 1], 0, [TWICE, 6])).shape).toEqual([TWICE, 6]);
    expect(() => typeOf((s) => s.pad(x(s), [0, 1], 0, [ROWS, 4]))).toThrow(
      '[rows, 4] at [0, 1] is no part of [rows, 4]',
    );
  });

  it('rejects a concatenation with the wrong length', () => {
    expect(typeOf((s) => s.concat([x(s), x(s)], 0, [TWICE, 4])).shape).toEqual([TWICE, 4]);
    expect(() => typeOf((s) => s.concat([x(s), x(s)], 1, [ROWS, 7]))).toThrow(
      '[rows, 4], [rows, 4] one after another along axis 1 are not [rows, 7]',
    );
    expect(() => typeOf((s) => s.concat([x(s), s.input('y', [3, 4])], 0, [TWICE, 4]))).toThrow('one after another');
    expect(() => typeOf((s) => s.concat([x(s), s.input('y', [ROWS, 4, 1])], 0, [TWICE, 4]))).toThrow('one after');
  });

  it('rejects constants, axes and counts that do not fit', () => {
    expect(() => typeOf((s) => s.constant([1, 2, 3], [2]))).toThrow('3 numbers do not fill [2]');
    expect(() => typeOf((s) => s.constant([1, 2], [ROWS]))).toThrow('2 numbers do not fill [rows]');
    expect(() => typeOf((s) => s.reduce('sum', x(s), [1, 0]))).toThrow('has no axes [1,0]');
    expect(() => typeOf((s) => s.reduce('sum', x(s), [2]))).toThrow('[rows, 4] has no axes [2]');
    expect(() => typeOf((s) => s.add({ op: 'largest', inputs: [x(s), s.input('k', [1])] }))).toThrow(
      'is no scalar: [1]',
    );
    expect(() => typeOf((s) => s.add({ op: 'largest', inputs: [s.input('k', []), s.constant(1)] }))).toThrow(
      'last axis',
    );
    expect(() => typeOf((s) => s.matmul(x(s), x(s)))).toThrow('[rows, 4] and [rows, 4] have no product');
    expect(() => typeOf((s) => s.reshape(x(s), [ROWS, 5]))).toThrow('[rows, 4] cannot be reshaped to [rows, 5]');
    expect(() => typeOf((s) => s.binary('add', x(s), s.input('y', [3])))).toThrow('do not broadcast to one shape');
    expect(() => typeOf((s) => s.broadcast(x(s), [ROWS, 1]))).toThrow('[rows, 4] does not broadcast to [rows, 1]');
  });

  it('infers types', () => {
    expect(typeOf((s) => s.binary('less', x(s), s.input('y', [])))).toEqual({ shape: [ROWS, 4], dtype: 'bool' });
    expect(typeOf((s) => s.add({ op: 'argument', function: 'max', axis: 1, inputs: [x(s)] }))).toEqual({
      shape: [ROWS],
      dtype: 'int32',
    });
  });
});
