import { mkdtempDisposable, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runSweepCommand } from './command.ts';
import { type Figure, repeat } from './figures.ts';

/**
 * The overhead of a trial beyond its training: sampling, planning, sending it to a worker, storing its records and
 * reporting. Measured as milliseconds per trial, from the end of the first trial to the end of the last.
 *
 * @param trials Number of trials of the sweep.
 */
export async function trialOverhead(runs: number, trials: number): Promise<Figure> {
  await using sweep = await writeNullSweep(trials);
  const values = await repeat(runs, async () => {
    const ends = (await runSweepCommand(sweep.path)).filter(({ event }) => event === 'ended').map(({ at }) => at);
    return (Math.max(...ends) - Math.min(...ends)) / (ends.length - 1);
  });
  return { name: `overhead of a trial, of ${trials}`, unit: 'ms', values, target: 2 };
}

/** Milliseconds from starting `sparsweep run` to the end of its first trial, with a warm compile cache. */
export async function firstTrial(runs: number): Promise<Figure> {
  await using sweep = await writeNullSweep(2);
  const values = await repeat(runs, () => timeToFirstTrial(sweep.path, {}));
  return { name: 'start to first finished trial', unit: 'ms', values, target: 1500 };
}

/** The same with an empty compile cache, as on the first start after an installation. */
export async function firstTrialCold(runs: number): Promise<Figure> {
  await using sweep = await writeNullSweep(2);
  let caches = 0;
  const values = await repeat(runs, () =>
    timeToFirstTrial(sweep.path, { NODE_COMPILE_CACHE: join(dirname(sweep.path), `cache-${caches++}`) }),
  );
  return { name: 'start to first finished trial, nothing compiled', unit: 'ms', values, target: 1500 };
}

async function timeToFirstTrial(sweep: string, environment: Readonly<Record<string, string>>): Promise<number> {
  const events = await runSweepCommand(sweep, environment);
  return events.find(({ event }) => event === 'ended')?.at ?? Number.NaN;
}

/** A sweep file in a temporary folder, which is removed on dispose. */
interface NullSweep extends AsyncDisposable {
  readonly path: string;
}

/**
 * Writes a sweep with the null engine, which trains nothing, so that only the program's own time is measured.
 *
 * @param trials Number of trials, each of one epoch.
 */
async function writeNullSweep(trials: number): Promise<NullSweep> {
  const folder = await mkdtempDisposable(join(tmpdir(), 'sparsweep-bench-'));
  const path = join(folder.path, 'sweep.yaml');
  await writeFile(
    path,
    `name: null-engine
dataset: { use: classification, nSamples: 100, randomState: 0 }
model:
  layers:
    - units: 8
      regularizers: [{ use: l1, strength: { min: 1e-4, max: 1e-1, log: true } }]
train:
  epochs: 1
  optimizer: { use: adam, learningRate: { min: 1e-4, max: 1e-2, log: true } }
search: { method: random, trials: ${trials} }
run: { engine: '@sparsweep/testkit/null-engine' }
`,
  );
  return { path, [Symbol.asyncDispose]: () => folder.remove() };
}
