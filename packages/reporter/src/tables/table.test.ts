import { describe, expect, it } from 'vitest';
import { formatValue } from './table.ts';

describe('formatValue', () => {
  it.each([
    ['relu', 'relu'],
    [0.0123456789, '0.012346'],
    [true, 'true'],
    [null, '–'],
    [undefined, '–'],
    [[1, 2], '[1,2]'],
    [{ from: 0, to: 1 }, '{"from":0,"to":1}'],
    [{ use: 'dense' }, 'dense'],
    [{ use: 'l1', target: 'weights', strength: 0.01 }, 'l1(target=weights, strength=0.01)'],
  ])('writes %j as %s', (value, text) => expect(formatValue(value)).toBe(text));
});
