import { hookContext, loadTensorFlow } from '@sparsweep/testkit';
import { describe, expect, it } from 'vitest';
import topK from './index.ts';

const tf = await loadTensorFlow();

function projected(kernel: number[][], density: number): unknown {
  const inputs = kernel.length;
  const units = kernel[0]?.length ?? 0;
  const context = hookContext(tf, { density, scope: 'layer' }, { inputs, units });
  return tf.add(topK.project?.(tf.tensor2d(kernel), context) ?? Number.NaN, 0).arraySync();
}

describe('top-k', () => {
  it('keeps the largest magnitudes of the whole kernel and sets the rest to zero', () => {
    expect(
      projected(
        [
          [1, -5, 2],
          [-3, 0.5, 4],
        ],
        0.5,
      ),
    ).toEqual([
      [0, -5, 0],
      [-3, 0, 4],
    ]);
  });

  it('keeps the first weights on ties, in row order', () => {
    expect(
      projected(
        [
          [-1, 1],
          [1, 1],
        ],
        0.5,
      ),
    ).toEqual([
      [-1, 1],
      [0, 0],
    ]);
  });

  it('rounds the number of weights to the nearest, halves up', () => {
    // 0.375 * 4 = 1.5, 0.3 * 4 = 1.2
    expect(
      projected(
        [
          [4, 3],
          [2, 1],
        ],
        0.375,
      ),
    ).toEqual([
      [4, 3],
      [0, 0],
    ]);
    expect(
      projected(
        [
          [4, 3],
          [2, 1],
        ],
        0.3,
      ),
    ).toEqual([
      [4, 0],
      [0, 0],
    ]);
  });

  it('keeps at least one weight, and all of them at density 1', () => {
    expect(
      projected(
        [
          [4, 3],
          [2, 1],
        ],
        0.01,
      ),
    ).toEqual([
      [4, 0],
      [0, 0],
    ]);
    expect(
      projected(
        [
          [4, 3],
          [2, 1],
        ],
        1,
      ),
    ).toEqual([
      [4, 3],
      [2, 1],
    ]);
  });
});
