import { describe, expect, it } from 'vitest';
import { formatDuration, formatTime } from './header.ts';

describe('times in the header', () => {
  it('are in UTC', () => {
    expect(formatTime('2026-11-23T08:15:30.000Z')).toBe('2026-11-23 08:15 UTC');
    expect(formatTime('yesterday')).toBe('yesterday');
  });

  it.each([
    ['2026-01-01T00:00:00.250Z', '250 ms'],
    ['2026-01-01T00:00:42Z', '42 s'],
    ['2026-01-01T00:03:20Z', '3 min 20 s'],
    ['2026-01-02T01:05:00Z', '25 h 5 min'],
    ['2025-12-31T00:00:00Z', null],
    ['soon', null],
  ])('last until %s: %s', (to, text) => expect(formatDuration('2026-01-01T00:00:00Z', to)).toBe(text));
});
