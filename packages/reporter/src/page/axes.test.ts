import { describe, expect, it } from 'vitest';
import { niceRange } from './axes.ts';

describe('niceRange', () => {
  it.each([
    ['accuracy', 0.16, 0.97, { low: 0.1, high: 1, log: false }],
    ['accuracy', 0.931, 0.984, { low: 0.9, high: 1, log: false }],
    ['accuracy', 0.972, 0.979, { low: 0.97, high: 0.98, log: false }],
    ['accuracy', 1, 1, { low: 0.99, high: 1, log: false }],
    ['accuracy', 0.9, 0.9, { low: 0.9, high: 0.91, log: false }],
    ['loss', 0.063, 0.92, { low: 0, high: 1, log: false }],
    ['loss', 0.012, 2.31, { low: 0.01, high: 3, log: true }],
    ['loss', -0.4, 1.7, { low: -1, high: 2, log: false }],
    ['loss', 0, 0, { low: 0, high: 1, log: false }],
  ] as const)('around %s from %d to %d', (metric, low, high, axis) =>
    expect(niceRange(metric, low, high)).toEqual(axis),
  );
});
