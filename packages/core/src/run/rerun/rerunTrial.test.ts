import { describe, expect, it } from 'vitest';
import { smallCatalog, smallSweep } from '../../../test/run/smallSweep.ts';
import { LocalExecutor } from '../execute/localExecutor.ts';
import { planSweep } from '../plan/planSweep.ts';
import { rerunTrial, type TrialNumbers } from './rerunTrial.ts';

/** Trains a trial in a worker on the engine that does what the learning rate says. */
async function train(fate: number): Promise<TrialNumbers> {
  const sweep = await smallSweep({
    train: { epochs: 3, optimizer: { use: 'sgd', learningRate: fate } },
    run: { engine: 'mortal' },
  });
  const trials = planSweep(sweep, smallCatalog).trials.map(({ number, seed, configuration }) => {
    return { number, attempt: 1, seed, configuration: configuration };
  });
  const { modules, folder } = sweep.spec.origin;
  const job = { engine: sweep.spec.run.engine, modules, folder, dataSeed: 0, trials };
  return rerunTrial(job, new LocalExecutor({ onOutput: () => {} }), 'stopped');
}

describe('rerunTrial', () => {
  it('gives what came out of a trial', async () => {
    const { status, epochs, measurements, weights } = await train(1);
    expect({ status, epochs, layers: weights?.length }).toEqual({ status: 'finished', epochs: 3, layers: 1 });
    const losses = measurements.filter(({ epoch, split }) => epoch !== null && split === 'train');
    expect(losses.map(({ value }) => value)).toEqual([1, 1 / 2, 1 / 3]);
  });

  it('takes a trial whose worker dies for failed, after the epochs that it had trained', async () => {
    const numbers = await train(9);
    expect(numbers).toMatchObject({ status: 'failed', epochs: 1 });
    expect(numbers.error).toMatch(/killed by SIGKILL/);
  });
});
