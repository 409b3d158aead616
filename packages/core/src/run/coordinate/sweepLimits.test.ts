import { describe, expect, it } from 'vitest';
import { type Limits, SweepLimits } from './sweepLimits.ts';

function search(
  limits: Pick<Limits, 'target' | 'maxDuration'>,
  goal: 'maximize' | 'minimize' = 'minimize',
  replicates = 1,
): Limits {
  return { ...limits, replicates, metrics: [{ name: 'train.loss', goal }] };
}

const end = (configurationIndex: number, loss: number, status: 'finished' | 'stopped' = 'finished') => ({
  segment: { trial: { configurationIndex } },
  status,
  scores: [loss],
});

describe('SweepLimits', () => {
  it('ends a sweep whose target is reached by a trial that finished', () => {
    const limits = new SweepLimits(search({ target: 0.5 }));
    limits.note(end(0, 0.6));
    limits.note(end(1, 0.4, 'stopped'));
    limits.note({ ...end(2, 0), scores: null });
    expect([limits.reason, limits.signal.aborted]).toEqual([undefined, false]);
    limits.note(end(3, 0.5));
    limits.note(end(4, 0.1));
    expect(limits.reason).toBe('train.loss reached search.target, 0.5, in configuration 3');
    expect(limits.signal.aborted).toBe(true);
  });

  it('knows that more is better where the goal says so: a score is then the value with its sign changed', () => {
    const limits = new SweepLimits(search({ target: 0.9 }, 'maximize'));
    limits.note(end(0, -0.8));
    expect(limits.reason).toBeUndefined();
    limits.note(end(1, -0.95));
    expect(limits.reason).toBe('train.loss reached search.target, 0.9, in configuration 1');
  });

  it('counts the mean of all replicates of a configuration', () => {
    const limits = new SweepLimits(search({ target: 0.5 }, 'minimize', 2));
    limits.note(end(0, 0.1));
    limits.note(end(1, 0.1));
    limits.note(end(0, 1));
    expect(limits.reason).toBeUndefined();
    limits.note(end(1, 0.8));
    expect(limits.reason).toBe('train.loss reached search.target, 0.5, in configuration 1');
  });

  it('ends a sweep when its time is over, unless it ended before', async () => {
    const limits = new SweepLimits(search({ maxDuration: 5 }));
    const lifted = new SweepLimits(search({ maxDuration: 5 }));
    lifted.stop();
    await new Promise((resolve) => limits.signal.addEventListener('abort', resolve));
    expect(limits.reason).toBe('the sweep had run for search.maxDuration, 0.005 s');
    expect(lifted.reason).toBeUndefined();
  });
});
