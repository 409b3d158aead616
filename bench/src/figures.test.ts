import { describe, expect, it } from 'vitest';
import { median, ratio, repeat, verdict } from './figures.ts';

describe('median', () => {
  it('is the middle value, or the mean of the middle two', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([9, 1, 5, 6])).toBe(5.5);
  });
});

describe('ratio', () => {
  it('compares medians', () => {
    const a = { name: 'a', unit: 'ms', values: [4, 100, 6] } as const;
    const b = { name: 'b', unit: 'ms', values: [3] } as const;
    expect(ratio(a, b)).toEqual({ name: 'a / b', unit: 'ratio', values: [2] });
  });
});

describe('repeat', () => {
  it('runs one after another', async () => {
    let running = 0;
    const values = await repeat(3, async () => {
      running++;
      await Promise.resolve();
      return running--;
    });
    expect(values).toEqual([1, 1, 1]);
  });
});

describe('verdict', () => {
  it.each([
    [[1, 2, 30], { target: 3 }, '< 3'],
    [[1, 3, 30], { target: 3 }, '< 3 MISSED'],
    [[1, 7, 8], { atLeast: 7 }, '>= 7'],
    [[1, 6.9, 8], { atLeast: 7 }, '>= 7 MISSED'],
    [[1], {}, ''],
  ])('of the median of %j with %j is %s', (values, promise, verdictInWords) => {
    expect(verdict({ name: 'figure', unit: 'ratio', values, ...promise })).toBe(verdictInWords);
  });
});
