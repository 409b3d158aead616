import { describe, expect, it } from 'vitest';
import { runFragment, someNumbers } from '../../test/support/fragment.ts';
import { copyRow } from './renderBatchLoop.ts';

describe('copyRow', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 20, 31, 32, 33, 64, 65, 131])('copies exactly %i numbers', (width) => {
    const row = someNumbers(width);
    const [, copy] = runFragment([row, row.map(() => 0)], 1, ({ builder, buffers }) => {
      const { i32 } = builder.module;
      const from = builder.local(builder.binaryen.i32);
      return builder.block([
        from.set(i32.const(buffers[0]?.address ?? 0)),
        copyRow(builder, { from, to: () => i32.const(16), constant: (buffers[1]?.address ?? 0) - 16, width }),
      ]);
    });
    expect(copy).toEqual(row);
  });
});
