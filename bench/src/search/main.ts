/**
 * `npm run bench:search`: measures how long each sampler takes to propose a trial and record its outcome, after many
 * trials. Prints a table, or JSON with `--json`.
 *
 * `--runs N` runs each measurement N times (5 by default); `--python PATH` names a Python with Optuna, whose
 * samplers are measured in the same run.
 */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { type Figure, figureTable, machine, median, repeat } from '../figures.ts';
import { syntheticHistory } from './mixedSpace.ts';
import { casesOf, PEER_CASES, type SearchCase } from './searchCases.ts';
import { samplers, timeSampler } from './timeSampler.ts';

const SCRIPT = fileURLToPath(new URL('../../peers/optuna_search.py', import.meta.url));

/** The microseconds per trial of a sampler, one value per run. */
interface Timing {
  readonly sampler: string;
  readonly finished: number;
  readonly values: readonly number[];
  readonly target?: number;
}

const { values: options } = parseArgs({
  options: { json: { type: 'boolean' }, runs: { type: 'string', default: '5' }, python: { type: 'string' } },
});
const runs = Number(options.runs);

const timings: Timing[] = [];
for (const sampler of samplers()) {
  for (const place of casesOf(sampler.name)) {
    const history = syntheticHistory(place.finished);
    // The first run is dropped, because it includes JIT compilation.
    const [, ...values] = await repeat(runs + 1, async () => timeSampler(sampler, history, place));
    timings.push({ ...place, sampler: sampler.name, values });
  }
}
for (const peer of options.python === undefined ? [] : PEER_CASES) {
  const values = await optunaSearchPeer(options.python ?? '', peer, runs);
  if (values.length > 0) timings.push({ finished: peer.finished, sampler: `Optuna ${peer.sampler}`, values });
}

if (options.json) {
  const rows = timings.map(({ sampler, finished, values }) => ({
    sampler,
    finished,
    microsecondsPerTrial: median(values),
  }));
  process.stdout.write(`${JSON.stringify(rows)}\n`);
} else {
  const figures = timings.map(
    ({ sampler, finished, values, target }): Figure => ({
      name: `${sampler} after ${finished}`,
      unit: 'us',
      values,
      ...(target === undefined ? {} : { target }),
    }),
  );
  process.stdout.write(`${machine()}; ${runs} runs\n\n${figureTable(figures)}\n`);
}

/**
 * Microseconds per trial of a sampler of Optuna, one value per run.
 *
 * @returns an empty list if that Python lacks a library that the sampler needs.
 */
async function optunaSearchPeer(
  python: string,
  { sampler, finished, proposals }: SearchCase & { readonly sampler: string },
  runs: number,
): Promise<readonly number[]> {
  const { stdout } = await promisify(execFile)(python, [SCRIPT, ...[sampler, finished, proposals, runs].map(String)]);
  return stdout.split('\n').filter(Boolean).map(Number);
}
