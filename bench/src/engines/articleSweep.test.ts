import { describe, expect, it } from 'vitest';
import { peakOf } from './articleSweep.ts';

describe('peakOf', () => {
  it('reads the peak resident memory, which Linux reports in units of 1024 bytes', () => {
    expect(peakOf('Name:\tnode\nVmPeak:\t  900 kB\nVmHWM:\t   250 kB\nVmRSS:\t   100 kB\n')).toBe(256_000);
  });

  it('is undefined for a process that has ended', () => {
    expect(peakOf('')).toBeUndefined();
  });
});
