import { describe, expect, it } from 'vitest';
import { sparsweep } from '../support/sparsweep.ts';
import { openTestReader } from '../support/stores.ts';
import { trainedSweep } from '../support/sweeps.ts';
import { sweepFolder } from '../support/temporaryFolder.ts';

const EPOCHS = 9;

/** A sweep over nine strengths: a third continues after one epoch, and a third of these after three. */
const sweep = trainedSweep({
  replicates: 1,
  train: { epochs: EPOCHS },
  search: { method: 'random', trials: 9 },
  model: { layers: [{ units: 8, regularizers: [{ use: 'l1', strength: { min: 1e-4, max: 1, log: true } }] }] },
  metrics: [{ name: 'validation.loss', goal: 'minimize' }],
});

describe.each(['wasm', 'tfjs'])('early termination on engine %s', (engine) => {
  it('does not change the trials that reach their end, bit for bit', async () => {
    const folder = sweepFolder({ ...sweep, earlyTerminate: { use: 'successiveHalving' } });
    const run = ['run', 'sweep.yaml', '--engine', engine];
    const halved = await sparsweep([...run, '--db', 'halved.db'], { cwd: folder });
    expect(halved).toMatchObject({ status: 0, stderr: '' });
    expect(halved.stdout).toMatch(/trial \d stopped: .*validation\.loss after epoch 1 was not among the best of 9/);
    const whole = await sparsweep([...run, '--set', 'earlyTerminate=[]', '--db', 'whole.db'], { cwd: folder });
    expect(whole).toMatchObject({ status: 0, stderr: '' });

    const [some, all] = [openTestReader(folder, 'halved.db'), openTestReader(folder, 'whole.db')];
    const trained = some.trials(1).map(({ stoppedEpoch }) => stoppedEpoch ?? 0);
    expect(trained.toSorted()).toEqual([1, 1, 1, 1, 1, 1, 3, 3, EPOCHS]);
    for (const { trialId, stoppedEpoch } of some.trials(1)) {
      const isOfItsTime = ({ epoch }: { readonly epoch: number | null }): boolean =>
        stoppedEpoch === EPOCHS || (epoch !== null && epoch <= (stoppedEpoch ?? 0));
      expect(some.measurements(trialId).filter(isOfItsTime)).toEqual(all.measurements(trialId).filter(isOfItsTime));
      if (stoppedEpoch === EPOCHS) expect(some.weights(trialId)).toEqual(all.weights(trialId));
    }
  });

  it('leaves trials that rerun reproduces', async () => {
    const folder = sweepFolder({
      ...sweep,
      earlyTerminate: [{ use: 'successiveHalving' }, { use: 'patience', epochs: 3 }],
    });
    expect(await sparsweep(['run', 'sweep.yaml', '--engine', engine], { cwd: folder })).toMatchObject({ status: 0 });
    const stopped = openTestReader(folder)
      .trials(1)
      .find(({ status }) => status === 'stopped');
    const again = await sparsweep(['rerun', String(stopped?.number)], { cwd: folder });
    expect(again.stdout).toMatch(/equal +all \d+ measurements and \d+ weights, bit for bit/);
  });
});
