import { describe, expect, it } from 'vitest';
import { smallSweep } from '../../../test/run/smallSweep.ts';
import { planTrials } from '../plan/planTrials.ts';
import type { Leg } from './segment.ts';
import { TrialQueue } from './trialQueue.ts';

const [trial] = planTrials(await smallSweep(), [{}], 0);

/** Legs of trials numbered from 0, of the given structures, of three epochs each. */
function legsOf(...structures: readonly string[]): readonly Leg[] {
  if (trial === undefined) throw new Error('a sweep without a trial');
  return structures.map((structure, number) => ({ trial: { ...trial, number, structure }, attempt: 1 }));
}

function queueOf(legs: readonly Leg[], workers: number): TrialQueue {
  const queue = new TrialQueue(workers);
  queue.put(legs);
  return queue;
}

const numbers = (queue: TrialQueue): readonly number[] => queue.take().map((leg) => leg.trial.number);

describe('TrialQueue', () => {
  it('hands out one trial at a time while it does not know how long they take', () => {
    const queue = queueOf(legsOf('a', 'a', 'a'), 2);
    expect([numbers(queue), numbers(queue), numbers(queue), numbers(queue)]).toEqual([[0], [1], [2], []]);
  });

  it('fills about a second, by the mean of what epochs took', () => {
    const queue = queueOf(legsOf(...new Array(100).fill('a')), 2);
    // Six epochs in 0.4 s: trials of three take 0.2 s.
    queue.note('a', 0.1, 3);
    queue.note('a', 0.3, 3);
    expect(numbers(queue)).toEqual([0, 1, 2, 3, 4]);
    queue.note('a', 8, 3);
    expect(numbers(queue)).toEqual([5]);
  });

  it('counts the epochs that a leg has, not those of the whole trial', () => {
    const legs = legsOf(...new Array(100).fill('a')).map((leg) => ({ ...leg, until: 1 }));
    const queue = queueOf(legs, 2);
    queue.note('a', 0.2, 3);
    expect(numbers(queue)).toHaveLength(15);
  });

  it('leaves every worker its share', () => {
    const queue = queueOf(legsOf(...new Array(10).fill('a')), 4);
    queue.note('a', 0, 3);
    // 3 of 10, then 2 of 7, 2 of 5, and 1 of 3, 2 and 1.
    expect(Array.from({ length: 6 }, () => numbers(queue).length)).toEqual([3, 2, 2, 1, 1, 1]);
  });

  it('puts no two structures into one job, and does not take one for the other', () => {
    const queue = queueOf(legsOf('a', 'b', 'a', 'b'), 1);
    queue.note('a', 0.01, 3);
    expect([numbers(queue), numbers(queue), numbers(queue)]).toEqual([[0, 2], [1], [3]]);
  });

  it('hands out last what came last', () => {
    const legs = legsOf('a', 'a');
    const queue = queueOf(legs.slice(0, 1), 1);
    queue.put(legs.slice(1));
    expect([numbers(queue), numbers(queue)]).toEqual([[0], [1]]);
  });

  it('hands out first what was put back, with its attempt', () => {
    const queue = queueOf(legsOf('a', 'a', 'a'), 1);
    const [lost] = queue.take();
    if (lost === undefined) throw new Error('an empty job');
    queue.putBack([{ ...lost, attempt: 2 }]);
    expect(queue.take()).toEqual([{ ...lost, attempt: 2 }]);
    expect(queue.take()).toMatchObject([{ trial: { number: 1 }, attempt: 1 }]);
  });

  it('hands out trials that go on before those that begin, whatever their structure', () => {
    const [first, second, third] = legsOf('a', 'b', 'b');
    if (first === undefined || second === undefined || third === undefined) throw new Error('three legs');
    const queue = queueOf([first, second], 1);
    queue.put([{ ...third, from: { epoch: 1, losses: [0.5] } }]);
    expect([numbers(queue), numbers(queue), numbers(queue)]).toEqual([[2], [0], [1]]);
  });

  it('can be emptied', () => {
    const queue = queueOf(legsOf('a', 'b'), 1);
    expect(queue.drain().map((leg) => leg.trial.number)).toEqual([0, 1]);
    expect(numbers(queue)).toEqual([]);
  });
});
