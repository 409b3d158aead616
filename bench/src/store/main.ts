/**
 * `npm run bench:store`: measures writing, reading and opening the store with large sweeps, compared with
 * better-sqlite3 alone. Prints a table, or JSON with `--json`.
 *
 * `--runs N` runs each measurement N times (3 by default).
 */
import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Figure, figureTable, machine } from '../figures.ts';
import { growToGigabyte, opening } from './opening.ts';
import { readingResults } from './readingResults.ts';
import { storing, writeTrials } from './storing.ts';

const { values: options } = parseArgs({
  options: { json: { type: 'boolean' }, runs: { type: 'string', default: '3' } },
});
const runs = Number(options.runs);

const figures: Figure[] = [];
{
  await using folder = await mkdtempDisposable(join(tmpdir(), 'sparsweep-bench-'));
  const path = join(folder.path, 'large.db');
  figures.push(...(await storing(runs, folder.path)));
  await writeTrials(path, 'long', 100_000);
  figures.push(...(await readingResults(runs, path, 'long')));
  await growToGigabyte(path);
  figures.push(...(await opening(runs, path)));
}

if (options.json) {
  process.stdout.write(`${JSON.stringify({ machine: machine(), runs, figures })}\n`);
} else {
  process.stdout.write(`${machine()}; ${runs} runs\n\n${figureTable(figures)}\n`);
}
