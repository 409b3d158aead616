/**
 * `npm run bench:engines`: measures training steps, compile times and a sweep, and prints tables.
 *
 * `--python PATH` names a Python whose PyTorch, scikit-learn, Keras and JAX, if installed, are timed in the same run;
 * `--only PART` runs one part only (`steps`, `sparse`, `compile` or `sweep`; repeatable);
 * `--runs N` repeats every measurement N times (default 5), `--seconds N` sets its approximate duration (default 0.5).
 * `--json` times training steps only and prints `[{ network, engine, microsecondsPerStep }]`.
 */
import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { formatTable } from '@sparsweep/reporter';
import { type Figure, figureTable, machine } from '../figures.ts';
import { articleSweep } from './articleSweep.ts';
import { compileTimes } from './compileTimes.ts';
import { allSteps } from './measureSteps.ts';
import { sparseStep } from './sparseStep.ts';
import { notes, STEP_COLUMNS, stepRows, stepTargets, stepTimes } from './stepTable.ts';

const PARTS = ['steps', 'sparse', 'compile', 'sweep'] as const;

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    python: { type: 'string' },
    only: { type: 'string', multiple: true, default: [...PARTS] },
    runs: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '0.5' },
  },
});
const unknown = options.only.find((part) => !PARTS.some((known) => known === part));
if (unknown !== undefined) throw new Error(`unknown part "--only ${unknown}"; available: ${PARTS.join(', ')}`);

await using temporary = await mkdtempDisposable(join(tmpdir(), 'sparsweep-bench-'));
const folder = temporary.path;
const timing = { runs: Number(options.runs), seconds: Number(options.seconds) };
if (!(timing.runs >= 1 && timing.seconds > 0)) {
  throw new Error('--runs must be at least 1 and --seconds above 0');
}
const log = (line: string) => process.stderr.write(`${line}\n`);
const print = (text: string) => process.stdout.write(`${text}\n`);

if (options.json) {
  const measured = await allSteps(options.python, timing, { folder, log });
  for (const note of notes(measured)) log(note);
  print(JSON.stringify(stepTimes(measured.times)));
} else {
  const figures: Figure[] = [];
  print(`${machine()}; median of ${timing.runs}\n`);
  if (options.only.includes('steps')) {
    const measured = await allSteps(options.python, timing, { folder, log });
    const times = stepTimes(measured.times);
    print(`${formatTable(STEP_COLUMNS, stepRows(times))}\n\n${notes(measured).join('\n')}\n`);
    figures.push(...stepTargets(times));
  }
  if (options.only.includes('sparse')) figures.push(await sparseStep(folder, timing));
  if (options.only.includes('compile')) figures.push(...(await compileTimes(folder, timing.runs)));
  if (options.only.includes('sweep')) figures.push(...(await articleSweep(folder)));
  if (figures.length > 0) print(figureTable(figures));
}
