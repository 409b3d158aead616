import { describe, expect, it } from 'vitest';
import { counted, describeLoss, describeParameters, firstLine, formatDuration, formatRate } from './describe.ts';

describe('describeParameters', () => {
  it('lists the parameters, and escapes control characters', () => {
    const parameters = { units: 64, method: { use: 'l1', strength: 0.01 }, note: 'a\u001b[2Jb' };
    expect(describeParameters({ parameters })).toBe('units = 64, method = l1(strength=0.01), note = a\\x1b[2Jb');
    expect(describeParameters({ parameters: {} })).toBe('');
  });
});

describe('describeLoss', () => {
  it('gives the exit reason of the worker on one line, and whether the trial is retried', () => {
    const reason = 'its worker process exited with status 7\nand had printed:\noutput';
    expect(describeLoss(3, reason, true)).toBe('trial 3: its worker process exited with status 7; retrying');
    expect(describeLoss(3, reason, false)).toBe('trial 3: its worker process exited with status 7');
  });
});

describe('firstLine', () => {
  it('leaves out the stack, and escapes control characters', () => {
    expect(firstLine('TypeError: \u001b[31mno\n    at penalty (x.ts:1:1)')).toBe('TypeError: \\x1b[31mno');
  });
});

describe('counted', () => {
  it('adds the plural', () => {
    expect([0, 1, 2].map((count) => counted(count, 'worker'))).toEqual(['0 workers', '1 worker', '2 workers']);
  });
});

describe('formatDuration', () => {
  it.each([
    [0.4, '0 s'],
    [59.4, '59 s'],
    [59.6, '1 min 00 s'],
    [185, '3 min 05 s'],
    [3599.6, '1 h 00 min'],
    [7800, '2 h 10 min'],
    [360_000, '100 h 00 min'],
  ])('writes %d seconds as %s', (seconds, expected) => {
    expect(formatDuration(seconds)).toBe(expected);
  });
});

describe('formatRate', () => {
  it.each([
    [0.012, '0.012 trials/s'],
    [2.55, '2.5 trials/s'],
    [9.99, '10 trials/s'],
    [12.4, '12 trials/s'],
    [2345.6, '2346 trials/s'],
  ])('writes %d a second as %s', (rate, expected) => {
    expect(formatRate(rate)).toBe(expected);
  });
});
