import { describe, expect, it } from 'vitest';
import {
  formatFraction,
  formatFractionSpread,
  formatNumber,
  formatNumberSpread,
  formatSeconds,
  formatSetting,
  spreadOf,
} from './numbers.ts';

describe('formatFraction', () => {
  it('writes percentages with two decimals', () => {
    expect(formatFraction(0.97851)).toBe('97.85%');
    expect(formatFraction(0)).toBe('0.00%');
    expect(formatFraction(1)).toBe('100.00%');
    expect(formatFraction(null)).toBe('–');
  });
});

describe('formatNumber', () => {
  it.each([
    [0.183, '0.1830'],
    [12.3456, '12.35'],
    [12345.6, '12346'],
    [0.00001234, '1.234e-5'],
    [2.5e7, '2.500e+7'],
    [-0.5, '-0.5000'],
    [0, '0.000'],
  ])('writes %d with four significant digits: %s', (value, text) => expect(formatNumber(value)).toBe(text));
});

describe('formatSetting', () => {
  it.each([
    [0.001, '0.001'],
    [1 / 3, '0.33333'],
    [64, '64'],
    [1234567, '1234567'],
    [3.45211e-7, '3.4521e-7'],
  ])('writes %d in its shortest form: %s', (value, text) => expect(formatSetting(value)).toBe(text));
});

describe('formatSeconds', () => {
  it('keeps about three digits', () => {
    expect([0.4167, 12.34, 340.4, null].map(formatSeconds)).toEqual(['0.42', '12.3', '340', '–']);
  });
});

describe('the formats of spreads', () => {
  it('write mean and standard deviation with the same decimals', () => {
    expect(formatFractionSpread({ mean: 0.97851, sd: 0.0042, n: 5 })).toBe('97.85 ± 0.42%');
    expect(formatNumberSpread({ mean: 0.183, sd: 0.00213, n: 5 })).toBe('0.1830 ± 0.0021');
    expect(formatNumberSpread({ mean: 2345.6, sd: 12.4, n: 5 })).toBe('2346 ± 12');
    expect(formatNumberSpread({ mean: 1.234e-5, sd: 2e-6, n: 5 })).toBe('1.234e-5 ± 2.0e-6');
  });

  it('write only the mean for one value, and a dash for none', () => {
    expect(formatFractionSpread({ mean: 0.5, sd: null, n: 1 })).toBe('50.00%');
    expect(formatNumberSpread({ mean: null, sd: null, n: 0 })).toBe('–');
  });
});

describe('spreadOf', () => {
  it('is the mean and the sample standard deviation of the values that are present', () => {
    // Squares of 2, 4, 4, 4, 5, 5, 7, 9 about their mean 5 sum to 32; over n - 1 = 7.
    const { mean, sd, n } = spreadOf([2, 4, null, 4, 4, 5, undefined, 5, 7, 9]);
    expect([mean, n]).toEqual([5, 8]);
    expect(sd).toBeCloseTo(Math.sqrt(32 / 7), 12);
  });

  it('has no standard deviation for one value, and no mean for none', () => {
    expect(spreadOf([0.5])).toEqual({ mean: 0.5, sd: null, n: 1 });
    expect(spreadOf([null])).toEqual({ mean: null, sd: null, n: 0 });
  });
});
