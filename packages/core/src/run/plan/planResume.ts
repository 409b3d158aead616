import type { Catalog } from '../../catalog/catalog.ts';
import { SparsweepError } from '../../plugin/errors.ts';
import type { Search } from '../../search/search.ts';
import type { SweepRow } from '../../store/read/rows.ts';
import type { Sweep } from '../../sweepfile/configurationCompiler.ts';
import { type Pruning, pruningOf } from './planSweep.ts';
import { originalEngine, originalFolder, storedSweep } from './storedSweep.ts';
import { searchOf } from './sweepSearch.ts';

/** How to resume a stored sweep. */
export interface ResumeRequest {
  readonly sweep: SweepRow;
  /** Overrides of `run`, as `--set` gives them; nothing else may change. */
  readonly sets: readonly string[];
  /** The folder against which paths in the sweep file are read; by default the one that the sweep was run in. */
  readonly folder?: string;
  /** Path of the database. */
  readonly db: string;
  /** The folder to use where the database does not say. */
  readonly presentFolder: string;
}

/** A stored sweep ready to resume. */
export interface ResumePlan extends Sweep {
  readonly search: Search;
  readonly pruning?: Pruning;
}

/**
 * Plans how to resume a sweep. Changes nothing.
 *
 * @throws SparsweepError `invalid-option` for an override of anything but `run`, or of the engine; `invalid-sweep` when
 * the stored text is no longer valid, for example without a plugin that it names.
 */
export async function planResume(request: ResumeRequest, catalog: Catalog): Promise<ResumePlan> {
  const { sweep, sets, db, presentFolder } = request;
  for (const set of sets) requireRunSetting(set);
  const folder = request.folder ?? originalFolder(sweep.environment, db) ?? presentFolder;
  const stored = await storedSweep(sweep, folder, catalog, sets);
  const engine = originalEngine(sweep.environment, catalog) ?? stored.spec.run.engine;
  const resumed = { ...stored, spec: { ...stored.spec, run: { ...stored.spec.run, engine } } };
  const pruning = pruningOf(resumed.spec, catalog);
  return { ...resumed, search: searchOf(resumed, catalog), ...(pruning && { pruning }) };
}

function requireRunSetting(set: string): void {
  if (/^run\.(?!engine\b)/.test(set)) return;
  throw new SparsweepError(
    'invalid-option',
    `--set ${set}: a resumed sweep keeps everything that its results depend on; only how it is run can change, such as ` +
      'run.retries, run.trialTimeout, run.memoryLimit and run.maxFailedTrials',
  );
}
