import { describe, expect, it } from 'vitest';
import { transposed } from './transposed.ts';

describe('transposed', () => {
  it('makes rows of columns', () => {
    expect([...transposed(Float32Array.of(1, 2, 3, 4, 5, 6), 2, 3)]).toEqual([1, 4, 2, 5, 3, 6]);
    expect([...transposed(Float32Array.of(1, 2), 1, 2)]).toEqual([1, 2]);
  });
});
