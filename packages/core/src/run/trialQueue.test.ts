import { describe, expect, it } from 'vitest';
import { smallSweep } from '../../test/run/smallSweep.ts';
import type { RunnableTrial } from './planTrials.ts';
import { planTrials } from './planTrials.ts';
import { TrialQueue } from './trialQueue.ts';

const [trial] = planTrials(await smallSweep(), [{}], 0);

/** Trials numbered from 0, of the given structures. */
function trialsOf(...structures: readonly string[]): readonly RunnableTrial[] {
  if (trial === undefined) throw new Error('a sweep without a trial');
  return structures.map((structure, number) => ({ ...trial, number, structure }));
}

const numbers = (queue: TrialQueue): readonly number[] => queue.take().map((waiting) => waiting.trial.number);

describe('TrialQueue', () => {
  it('hands out one trial at a time while it does not know how long they take', () => {
    const queue = new TrialQueue(trialsOf('a', 'a', 'a'), 2);
    expect([numbers(queue), numbers(queue), numbers(queue), numbers(queue)]).toEqual([[0], [1], [2], []]);
  });

  it('fills about a second, by the mean of what trials took', () => {
    const queue = new TrialQueue(trialsOf(...new Array(100).fill('a')), 2);
    queue.note('a', 0.1);
    queue.note('a', 0.3);
    expect(numbers(queue)).toEqual([0, 1, 2, 3, 4]);
    queue.note('a', 8);
    expect(numbers(queue)).toEqual([5]);
  });

  it('leaves every worker its share', () => {
    const queue = new TrialQueue(trialsOf(...new Array(10).fill('a')), 4);
    queue.note('a', 0);
    // 3 of 10, then 2 of 7, 2 of 5, and 1 of 3, 2 and 1.
    expect(Array.from({ length: 6 }, () => numbers(queue).length)).toEqual([3, 2, 2, 1, 1, 1]);
  });

  it('puts no two structures into one job, and does not take one for the other', () => {
    const queue = new TrialQueue(trialsOf('a', 'b', 'a', 'b'), 1);
    queue.note('a', 0.01);
    expect([numbers(queue), numbers(queue), numbers(queue)]).toEqual([[0, 2], [1], [3]]);
  });

  it('hands out first what was put back, with its attempt', () => {
    const queue = new TrialQueue(trialsOf('a', 'a', 'a'), 1);
    const [lost] = queue.take();
    if (lost === undefined) throw new Error('an empty job');
    queue.put([{ ...lost, attempt: 2 }]);
    expect(queue.take()).toEqual([{ ...lost, attempt: 2 }]);
    expect(queue.take()).toMatchObject([{ trial: { number: 1 }, attempt: 1 }]);
  });
});
