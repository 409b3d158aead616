/**
 * `npm run bench:engines`: measures what the README of this folder lists, and prints tables.
 *
 * `--python PATH` names a Python whose PyTorch, scikit-learn, Keras and JAX are timed in the same run, where it has them;
 * `--only PART` does one part alone (`steps`, `sparse`, `compile` or `sweep`; it may be given several times);
 * `--runs N` times everything N times (5 by default), `--seconds N` for about so long each time (0.5 by default).
 * `--json` times training steps alone, and prints `[{ network, engine, microsecondsPerStep }]`.
 */
import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { formatTable } from '@sparsweep/reporter';
import { figureTable } from '../figureTable.ts';
import { machine } from '../machine.ts';
import type { Figure } from '../measure.ts';
import { allSteps } from './allSteps.ts';
import { articleSweep } from './articleSweep.ts';
import { compileTimes } from './compileTimes.ts';
import { sparseStep } from './sparseStep.ts';
import { notes, STEP_COLUMNS, stepRows, stepTimes } from './stepTable.ts';
import { stepTargets } from './stepTargets.ts';

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
if (unknown !== undefined) throw new Error(`--only ${unknown}: there is no such part, only ${PARTS.join(', ')}`);

await using temporary = await mkdtempDisposable(join(tmpdir(), 'sparsweep-bench-'));
const folder = temporary.path;
const timing = { runs: Number(options.runs), seconds: Number(options.seconds) };
if (!(timing.runs >= 1 && timing.seconds > 0)) {
  throw new Error('--runs takes a number from 1 on, --seconds one above 0');
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
