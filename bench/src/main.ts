/**
 * `npm run bench`: measures the figures that the README quotes and prints them as a table, or with `--json` as JSON.
 *
 * `--runs N` runs each measurement N times (5 by default); `--python PATH` names a Python that has Optuna, to be
 * measured in the same run.
 */
import { parseArgs } from 'node:util';
import { figureTable } from './figureTable.ts';
import { firstTrial, firstTrialCold, nodeStart } from './firstTrial.ts';
import { machine } from './machine.ts';
import { type Figure, ratio } from './measure.ts';
import { optunaPeer } from './optunaPeer.ts';
import { rawStore } from './rawStore.ts';
import { trialOverhead } from './trialOverhead.ts';

const { values: options } = parseArgs({
  options: { json: { type: 'boolean' }, runs: { type: 'string', default: '5' }, python: { type: 'string' } },
});
const runs = Number(options.runs);

const [overhead, storing] = [await trialOverhead(runs, 1000), await rawStore(runs)];
const long = await trialOverhead(runs, 10_000);
const [first, cold, node] = [await firstTrial(runs), await firstTrialCold(runs), await nodeStart(runs)];
const optuna = options.python === undefined ? [] : [await optunaPeer(options.python, runs)];
const figures: readonly Figure[] = [
  overhead,
  storing,
  ratio(overhead, storing),
  long,
  ratio(long, overhead),
  ...optuna.flatMap((peer) => [peer, ratio(peer, overhead)]),
  first,
  cold,
  node,
  ratio(first, node),
];

if (options.json) {
  process.stdout.write(`${JSON.stringify({ machine: machine(), runs, figures })}\n`);
} else {
  process.stdout.write(`${machine()}; ${runs} runs\n\n${figureTable(figures)}\n`);
}
