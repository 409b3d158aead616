import { describe, expect, it } from 'vitest';
import { retryDelay } from './trialRunner.ts';

describe('retryDelay', () => {
  it('doubles with each attempt, up to a minute', () => {
    const delays = [1, 2, 3, 4, 5, 6, 7, 8, 100].map((attempt) => retryDelay(1000, attempt));
    expect(delays).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  });

  it('is never less than what was asked for', () => {
    expect(retryDelay(90_000, 1)).toBe(90_000);
    expect(retryDelay(90_000, 5)).toBe(90_000);
  });
});
