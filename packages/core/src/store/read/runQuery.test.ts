import { describe, expect, it } from 'vitest';
import { withinLimits } from './runQuery.ts';

const LIMITS = { rows: 3, bytes: 200 };

/** Infinitely many rows, and how many of them were read. */
function endless(row: readonly string[]) {
  let taken = 0;
  const rows = (function* () {
    for (;;) {
      taken++;
      yield [...row];
    }
  })();
  return { rows, taken: () => taken };
}

describe('an answer', () => {
  it('is returned unchanged within its limits', () => {
    expect(withinLimits([], LIMITS)).toEqual([]);
    // Each value takes 16 bytes, and each character 2: 5 times 16 and 10 times 2 are 100.
    const rows = [[1, null], ['0123456789'], [2, 3]];
    expect(withinLimits(rows, { rows: 3, bytes: 100 })).toEqual(rows);
    expect(() => withinLimits(rows, { rows: 3, bytes: 99 })).toThrow(
      /^the answer takes more than .+ MiB; ask for less/,
    );
  });

  it('is rejected at the first row too many', () => {
    const { rows, taken } = endless(['x']);
    expect(() => withinLimits(rows, LIMITS)).toThrow(
      expect.objectContaining({
        code: 'invalid-option',
        message: expect.stringMatching(/^the answer has more than 3 rows; ask for less with LIMIT/),
      }),
    );
    expect(taken()).toBe(4);
  });

  it('is rejected at the first row beyond its size', () => {
    const { rows, taken } = endless(['x'.repeat(50)]);
    expect(() => withinLimits(rows, { rows: 10_000, bytes: 2 ** 20 })).toThrow(/^the answer takes more than 1 MiB; /);
    // Each row takes 116 bytes, and 9040 of them 1,048,640: the first above 1,048,576.
    expect(taken()).toBe(9040);
  });
});
