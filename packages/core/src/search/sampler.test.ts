import { describe, expect, it } from 'vitest';
import { byFirstLoss, type Outcome } from './sampler.ts';

describe('the order of outcomes', () => {
  it('has full trainings first, then ever earlier stops, then failures, each by loss', () => {
    const best: Outcome = { draw: { x: 0 }, losses: [1, 9] };
    const good: Outcome = { draw: { x: 1 }, losses: [2, 0] };
    const late: Outcome = { draw: { x: 2 }, losses: [5], stoppedEpoch: 9 };
    const early: Outcome = { draw: { x: 3 }, losses: [-7], stoppedEpoch: 3 };
    const worse: Outcome = { draw: { x: 4 }, losses: [-6], stoppedEpoch: 3 };
    const failed: Outcome = { draw: { x: 5 }, losses: null };
    expect([failed, worse, early, late, good, best].sort(byFirstLoss)).toEqual([
      best,
      good,
      late,
      early,
      worse,
      failed,
    ]);
    expect(byFirstLoss(failed, { ...failed, draw: { x: 6 } })).toBe(0);
  });
});
