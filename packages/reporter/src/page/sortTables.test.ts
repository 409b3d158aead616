import { describe, expect, it } from 'vitest';
import { compareKeys } from './sortTables.ts';

const KEYS = ['10', '', '9', '1e-3', 'top-k', 'l1'];

describe('compareKeys', () => {
  it('sorts numbers by value, before words', () => {
    expect(KEYS.toSorted((a, b) => compareKeys(a, b, 'ascending'))).toEqual(['1e-3', '9', '10', 'l1', 'top-k', '']);
  });

  it('keeps empty cells last when descending', () => {
    expect(KEYS.toSorted((a, b) => compareKeys(a, b, 'descending'))).toEqual(['top-k', 'l1', '10', '9', '1e-3', '']);
  });

  it('compares numbers inside words by value', () => {
    expect(['run 10', 'run 9'].toSorted((a, b) => compareKeys(a, b, 'ascending'))).toEqual(['run 9', 'run 10']);
  });
});
