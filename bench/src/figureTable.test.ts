import { describe, expect, it } from 'vitest';
import { verdict } from './figureTable.ts';

describe('verdict', () => {
  it.each([
    [[1, 2, 30], { target: 3 }, '< 3'],
    [[1, 3, 30], { target: 3 }, '< 3 MISSED'],
    [[1, 7, 8], { atLeast: 7 }, '>= 7'],
    [[1, 6.9, 8], { atLeast: 7 }, '>= 7 MISSED'],
    [[1], {}, ''],
  ])('of the median of %j against %j is %s', (values, promise, verdictInWords) => {
    expect(verdict({ name: 'figure', unit: 'ratio', values, ...promise })).toBe(verdictInWords);
  });
});
