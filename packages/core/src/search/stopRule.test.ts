import { describe, expect, it } from 'vitest';
import { judge, type StopRule } from './stopRule.ts';

/** After which epoch the rules end a trial with these losses, and how; undefined where they let it go on. */
function endOf(rule: StopRule, losses: readonly number[]) {
  for (let epoch = 1; epoch <= losses.length; epoch++) {
    const verdict = judge([rule], losses.slice(0, epoch), 'train.loss');
    if (verdict !== undefined) return { epoch, ...verdict };
  }
  return undefined;
}

describe('patience', () => {
  const rule: StopRule = { type: 'patience', epochs: 2, minDelta: 0 };

  it('finishes a trial when its patience runs out', () => {
    expect(endOf(rule, [5, 4, 4.5, 3, 3.1, 3, 2])).toEqual({
      epoch: 6,
      status: 'finished',
      reason: 'train.loss had not improved for 2 epochs',
    });
  });

  it('continues a trial that improves in time', () => {
    expect(endOf(rule, [5, 6, 4, 5, 3, 4, 2])).toBeUndefined();
  });

  it('ignores improvements below minDelta, relative to the last counted best', () => {
    // 4.9 and 4.8 are within 0.25 of 5; 4.7 is not.
    expect(endOf({ ...rule, epochs: 3, minDelta: 0.25 }, [5, 4.9, 4.8, 4.7, 4.6, 4.5])).toBeUndefined();
    expect(endOf({ ...rule, minDelta: 0.25 }, [5, 4.9, 4.8, 4.7])?.epoch).toBe(3);
  });

  it('does not count NaN as an improvement', () => {
    expect(endOf(rule, [5, Number.NaN, Number.NaN])?.epoch).toBe(3);
  });
});

describe('thresholds', () => {
  const rule: StopRule = { type: 'thresholds', thresholds: [null, 3, 2], meaning: 'the median of 5 configurations' };

  it('stop a trial if its best loss so far is above the threshold of the epoch', () => {
    expect(endOf(rule, [9, 2.5, 2.4])).toEqual({
      epoch: 3,
      status: 'stopped',
      reason: 'the best train.loss up to epoch 3 was worse than the median of 5 configurations',
    });
    expect(endOf(rule, [9, 3.5])?.epoch).toBe(2);
  });

  it('continue a trial that is as good, was better before, or is past the last threshold', () => {
    expect(endOf(rule, [9, 3, 2])).toBeUndefined();
    expect(endOf(rule, [1, 8, 8, 8])).toBeUndefined();
  });

  it('stop a trial with NaN losses only', () => {
    expect(endOf(rule, [Number.NaN, Number.NaN])?.epoch).toBe(2);
  });
});
