/**
 * `npm run bench`: measures the figures quoted in the README. Prints a table, or JSON with `--json`.
 *
 * `--runs N` runs each measurement N times (5 by default); `--python PATH` names a Python with Optuna, which
 * is measured in the same run.
 */
import { parseArgs } from 'node:util';
import { optunaPeer, rawStore } from './baselines.ts';
import { nodeStart } from './command.ts';
import { type Figure, figureTable, machine, ratio } from './figures.ts';
import { firstTrial, firstTrialCold, trialOverhead } from './nullSweep.ts';

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
