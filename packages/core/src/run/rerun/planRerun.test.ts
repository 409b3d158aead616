import { describe, expect, it } from 'vitest';
import { smallCatalog, smallSweep } from '../../../test/run/smallSweep.ts';
import type { JsonObject } from '../../plugin/json.ts';
import type { StoreReader } from '../../store/read/storeReader.ts';
import { stamped } from '../../store/testing/stamped.ts';
import { temporaryStore } from '../../store/testing/temporaryStore.ts';
import type { TrialRecord } from '../../store/write/records.ts';
import { planSweep, type SweepPlan } from '../plan/planSweep.ts';
import { planRerun, type RerunPlan } from './planRerun.ts';

interface Stored {
  readonly plan: SweepPlan;
  readonly reader: StoreReader;
  rerun(trial: number, sweep?: string): Promise<RerunPlan>;
}

/** Plans a sweep and stores it, with the given records, as if it had been run. */
async function storedSweep(
  fields: JsonObject,
  records: readonly TrialRecord[] = [],
  environment: JsonObject = {},
): Promise<Stored> {
  const plan = planSweep(await smallSweep(fields), smallCatalog);
  const { name, origin } = plan.spec;
  const { yaml, hash, folder } = origin;
  const { store, reader, path } = await temporaryStore();
  const writer = store.createSweep({ name, specYaml: yaml, specHash: hash, environment, createdAt: new Date(0) });
  writer.addTrials(plan.trials);
  writer.write(stamped(records, new Date(0)));
  const rerun: Stored['rerun'] = (trial, sweep) =>
    planRerun(
      reader,
      { trial, db: path, presentFolder: folder, ...(sweep === undefined ? {} : { sweep }) },
      smallCatalog,
    );
  return { plan, reader, rerun };
}

const finished = (trial: number): TrialRecord => ({
  type: 'ended',
  trial,
  status: 'finished',
  epochs: 3,
  measurements: [],
});

const searched = {
  model: { layers: [{ units: { min: 2, max: 40 } }, { units: { values: [3, 4] } }] },
  train: { epochs: 2, optimizer: { use: 'sgd', learningRate: { min: 1e-4, max: 1, log: true } } },
  replicates: 2,
  search: { method: 'random', trials: 20, seed: 11 },
};

describe('planRerun', () => {
  it('gives every trial of a sweep the configuration, seed and data that it had', async () => {
    const trials = Array.from({ length: 20 }, (_, trial) => trial);
    const { plan, rerun } = await storedSweep(searched, trials.map(finished));
    for (const trial of trials) {
      const { job } = await rerun(trial);
      expect(job).toMatchObject({ dataSeed: 11, engine: plan.spec.run.engine, modules: plan.spec.origin.modules });
      const { configuration, seed } = plan.trials[trial] ?? {};
      expect(job.trials).toEqual([{ number: trial, attempt: 1, seed, configuration: configuration }]);
    }
  });

  it('takes the newest sweep unless it is told of another', async () => {
    const { rerun } = await storedSweep({}, [finished(0)]);
    expect(await rerun(0)).toMatchObject({
      sweep: { id: 1, name: 'small' },
      stored: { status: 'finished', epochs: 3 },
    });
    expect(await rerun(0, 'small')).toMatchObject({ sweep: { id: 1 } });
    await expect(rerun(0, 'smal')).rejects.toThrow("did you mean 'small'?");
  });

  it('uses the engine that the environment names, which the sweep file may leave to the default of its time', async () => {
    const { rerun } = await storedSweep({}, [finished(0)], { engine: 'mortal' });
    expect(await rerun(0)).toMatchObject({ engine: 'mortal', storedEngine: 'mortal' });
  });

  it.each([
    [0, 'is pending'],
    [1, 'is running'],
    [2, 'is failed'],
    [3, 'has no trial 3; its trials are 0 to 2'],
  ])('refuses trial %d, which %s', async (trial, message) => {
    const { rerun } = await storedSweep({ replicates: 3 }, [
      { type: 'started', trial: 1, attempt: 1 },
      { type: 'ended', trial: 2, status: 'failed', epochs: 0, error: 'why', measurements: [] },
    ]);
    await expect(rerun(trial)).rejects.toThrow(message);
  });

  it('says that a store holds no sweep', async () => {
    const { reader, path } = await temporaryStore();
    const request = { trial: 0, db: path, presentFolder: '.' };
    await expect(planRerun(reader, request, smallCatalog)).rejects.toThrow('holds no sweep yet');
  });
});
