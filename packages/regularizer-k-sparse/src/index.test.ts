import { type HookSetting, hookContext, loadTensorFlow, type PlainOptions } from '@sparsweep/testkit';
import { describe, expect, it } from 'vitest';
import kSparse from './index.ts';

const tf = await loadTensorFlow();

function transformed(rows: number[][], options: PlainOptions, setting: Partial<HookSetting> = {}): unknown {
  const units = rows[0]?.length ?? 0;
  const context = hookContext(tf, { alpha: 1, scope: 'sample', ...options }, { inputs: 3, units, ...setting });
  return tf.add(kSparse.transform?.(tf.tensor2d(rows), context) ?? Number.NaN, 0).arraySync();
}

describe('k-sparse', () => {
  it('keeps the k largest of each sample by value, not by magnitude', () => {
    expect(
      transformed(
        [
          [3, -9, 2, 1],
          [0, 0, 5, 4],
        ],
        { k: 2 },
      ),
    ).toEqual([
      [3, 0, 2, 0],
      [0, 0, 5, 4],
    ]);
  });

  it('keeps the units with the lower indices on ties, never more than k', () => {
    expect(transformed([[1, 2, 2, 2]], { k: 2 })).toEqual([[0, 2, 2, 0]]);
  });

  it('keeps a fraction of the units, at least one', () => {
    expect(transformed([[4, 3, 2, 1]], { fraction: 0.5 })).toEqual([[4, 3, 0, 0]]);
    expect(transformed([[4, 3, 2, 1]], { fraction: 0.01 })).toEqual([[4, 0, 0, 0]]);
  });

  it('keeps alpha times as many at evaluation, at most all', () => {
    const row = [5, 4, 3, 2, 1];
    expect(transformed([row], { k: 2, alpha: 1.5 }, { phase: 'evaluate' })).toEqual([[5, 4, 3, 0, 0]]);
    expect(transformed([row], { k: 2, alpha: 1.5 }, { phase: 'train' })).toEqual([[5, 4, 0, 0, 0]]);
    expect(transformed([row], { k: 4, alpha: 9 }, { phase: 'evaluate' })).toEqual([row]);
  });

  it('passes the gradient through the kept units', () => {
    const context = hookContext(tf, { k: 1, alpha: 1, scope: 'sample' }, { inputs: 1, units: 3 });
    const gradient = tf.grad((x) => kSparse.transform?.(tf.reshape(x, [2, 3]), context) ?? x);
    expect(
      gradient(
        tf.tensor2d([
          [1, 7, 2],
          [3, 0, 0],
        ]),
      ).arraySync(),
    ).toEqual([
      [0, 1, 0],
      [1, 0, 0],
    ]);
  });

  it('rejects options with neither k nor fraction', () => {
    expect(() => transformed([[1, 2]], {})).toThrow(/either k or fraction/);
  });

  it('has a schema that requires exactly one of k and fraction', () => {
    expect(JSON.parse(JSON.stringify(kSparse.options)).oneOf).toEqual([
      { required: ['k'] },
      { required: ['fraction'] },
    ]);
  });
});
