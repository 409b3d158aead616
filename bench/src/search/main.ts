/**
 * `npm run bench:search`: measures what it takes to ask each sampler for a trial and to tell its outcome, after many
 * trials, and prints a table, or with `--json` as JSON.
 *
 * `--runs N` runs each measurement N times (5 by default); `--python PATH` names a Python that has Optuna, whose
 * samplers are then measured in the same run.
 */
import { parseArgs } from 'node:util';
import { figureTable } from '../figureTable.ts';
import { machine } from '../machine.ts';
import { type Figure, median, repeat } from '../measure.ts';
import { optunaSearchPeer } from './optunaSearchPeer.ts';
import { samplers } from './samplers.ts';
import { casesOf, PEER_CASES } from './searchCases.ts';
import { syntheticHistory } from './syntheticHistory.ts';
import { timeSampler } from './timeSampler.ts';

/** What was timed, and the microseconds of each run. */
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
    // The first run, in which code is still being compiled, does not count.
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
