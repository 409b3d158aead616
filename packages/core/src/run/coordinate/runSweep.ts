import type { JsonObject } from '../../plugin/json.ts';
import type { Store } from '../../store/open/openStore.ts';
import type { SweepPlan } from '../plan/planSweep.ts';
import { type SweepResult, type Training, trainSweep } from './trainSweep.ts';

/** What a sweep runs with. */
export interface SweepRun extends Training {
  readonly plan: SweepPlan;
  readonly store: Store;
  /** What the machine and the program are, to be stored beside the results. */
  readonly environment: JsonObject;
}

/**
 * Runs a sweep to its end. Every record is in the store by then, and the executor is closed.
 *
 * @throws SparsweepError `unusable-store` when the store can no longer be written, `held-sweep` when another process has
 * taken the sweep over; the sweep in it stays `running`.
 */
export async function runSweep({ plan, store, environment, ...training }: SweepRun): Promise<SweepResult> {
  const { spec, generation, trials } = plan;
  const { name } = spec;
  const { yaml: specYaml, hash: specHash } = spec.origin;
  const writer = store.createSweep({ name, specYaml, specHash, environment, createdAt: training.now() });
  writer.addTrials(trials);
  const generations = [{ ...generation, trials }];
  return trainSweep({ ...plan, writer, generations, past: new Map() }, training);
}
