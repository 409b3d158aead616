import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { smallSweep } from '../../../test/run/smallSweep.ts';
import { planTrials } from '../plan/planTrials.ts';
import { JobQueue } from './jobQueue.ts';
import { OpenSegment, type Segment } from './segment.ts';

const [trial] = planTrials(await smallSweep(), [{}], 0);

/** Segments of trials numbered from 0, of the given structures, of three epochs each. */
function segmentsOf(structures: string, changes: Partial<Segment> = {}): readonly OpenSegment[] {
  if (trial === undefined) throw new Error('a sweep without a trial');
  return [...structures].map((structureKey, number) => {
    return new OpenSegment({ trial: { ...trial, number, structureKey }, attempt: 1, ...changes }, []);
  });
}

/** A queue whose jobs end when the test says so. */
class TestQueue extends JobQueue {
  readonly #ends: (() => void)[];
  /** The trials of each job that was started. */
  readonly jobs: (readonly number[])[];

  constructor(workers: number) {
    const ends: (() => void)[] = [];
    const jobs: (readonly number[])[] = [];
    super(workers, (job) => {
      jobs.push(job.map(({ segment }) => segment.trial.number));
      return new Promise((resolve) => ends.push(resolve));
    });
    this.#ends = ends;
    this.jobs = jobs;
  }

  /** Ends the job that has run longest, after which another may start. */
  async endJob(): Promise<void> {
    this.#ends.shift()?.();
    await turn();
  }

  /** Ends jobs until none runs, and returns all that were started. */
  async endAll(): Promise<readonly (readonly number[])[]> {
    while (this.#ends.length > 0) await this.endJob();
    return this.jobs;
  }
}

describe('JobQueue', () => {
  it('starts a job for each worker and the next when one ends', async () => {
    const queue = new TestQueue(2);
    queue.add(segmentsOf('aaaa'));
    expect(queue.jobs).toEqual([[0], [1]]);
    await queue.endJob();
    expect(queue.jobs).toEqual([[0], [1], [2]]);
  });

  it('fills about a second, by the mean of what epochs took', async () => {
    const queue = new TestQueue(1);
    // Six epochs in 0.4 s: trials of three epochs take 0.2 s.
    queue.recordTime('a', 0.1, 3);
    queue.recordTime('a', 0.3, 3);
    queue.add(segmentsOf('a'.repeat(100)));
    expect(queue.jobs).toEqual([[0, 1, 2, 3, 4]]);
    queue.recordTime('a', 8, 3);
    await queue.endJob();
    expect(queue.jobs[1]).toEqual([5]);
  });

  it('counts the epochs of a segment, not those of the whole trial', () => {
    const queue = new TestQueue(1);
    queue.recordTime('a', 0.2, 3);
    queue.add(segmentsOf('a'.repeat(100), { until: 1 }));
    expect(queue.jobs[0]).toHaveLength(15);
  });

  it('leaves every worker its share', async () => {
    const queue = new TestQueue(4);
    queue.recordTime('a', 0, 3);
    queue.add(segmentsOf('a'.repeat(10)));
    const jobs = await queue.endAll();
    // 3 of 10, then 2 of 7, 2 of 5, and 1 of 3, 2 and 1.
    expect(jobs.map(({ length }) => length)).toEqual([3, 2, 2, 1, 1, 1]);
  });

  it('puts one structure into a job, and finishes one structure before the next', async () => {
    const queue = new TestQueue(1);
    queue.add(segmentsOf('abab'));
    expect(await queue.endAll()).toEqual([[0], [2], [1], [3]]);
  });

  it('times each structure by itself', async () => {
    const queue = new TestQueue(1);
    queue.recordTime('a', 0.01, 3);
    queue.add(segmentsOf('abab'));
    expect(await queue.endAll()).toEqual([[0, 2], [1], [3]]);
  });

  it('runs what was added last after the others', async () => {
    const queue = new TestQueue(1);
    const [first, second, third] = segmentsOf('aaa');
    if (!first || !second || !third) throw new Error('three segments');
    queue.add([first, second]);
    queue.add([third]);
    expect(await queue.endAll()).toEqual([[0], [1], [2]]);
  });

  it('runs requeued segments before the others', async () => {
    const queue = new TestQueue(1);
    const [first, second, third] = segmentsOf('aaa');
    if (!first || !second || !third) throw new Error('three segments');
    queue.add([first, second, third]);
    queue.requeue([first]);
    expect(await queue.endAll()).toEqual([[0], [0], [1], [2]]);
  });

  it('runs trials that go on before trials that begin, whatever their structure', async () => {
    const queue = new TestQueue(1);
    queue.add(segmentsOf('ab'));
    queue.add(segmentsOf('cd', { from: { epoch: 1, losses: [0.5] } }));
    expect(await queue.endAll()).toEqual([[0], [0], [1], [1]]);
  });

  it('starts no job once it is stopped, and gives back what waited', async () => {
    const queue = new TestQueue(1);
    queue.add(segmentsOf('aab'));
    expect(queue.stop().map(({ segment }) => segment.trial.number)).toEqual([1, 2]);
    expect(await queue.endAll()).toEqual([[0]]);
    await queue.idle();
  });
});
