import { describe, expect, it } from 'vitest';
import { fitWidth } from './fitWidth.ts';

describe('fitWidth', () => {
  it.each([
    ['abc', 3, 'abc'],
    ['abcd', 3, 'ab…'],
    ['', 0, ''],
    ['abc', 1, '…'],
    // Two columns each, so that the third does not fit beside the ellipsis.
    ['試試試', 5, '試試…'],
    ['試試試', 4, '試…'],
    // One character on the screen, of several code points.
    ['👩‍👩‍👧ab', 3, '👩‍👩‍👧…'],
    ['e\u0301e\u0301e\u0301', 2, 'e\u0301…'],
  ])('makes %j fit into %i columns', (line, width, expected) => {
    expect(fitWidth(line, width)).toBe(expected);
  });
});
