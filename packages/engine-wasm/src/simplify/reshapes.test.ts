import { expect, it } from 'vitest';
import { rewritten } from '../../test/support/sketch.ts';
import { reshapes } from './reshapes.ts';

it('makes one reshape of two', () => {
  expect(rewritten([reshapes], (s) => s.reshape(s.reshape(s.input('x', [2, 6]), [12]), [3, 4]))).toEqual([
    '%1 = reshape %0 : float32[3, 4]',
    'output y = %1',
  ]);
});
