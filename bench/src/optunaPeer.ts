import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Figure, repeat } from './measure.ts';

const SCRIPT = fileURLToPath(new URL('../peers/optuna_overhead.py', import.meta.url));

/** Milliseconds that Optuna takes to ask for, report and store one random trial in SQLite. */
export async function optunaPeer(python: string, runs: number): Promise<Figure> {
  const values = await repeat(runs, async () => {
    const { stdout } = await promisify(execFile)(python, [SCRIPT]);
    return Number(stdout);
  });
  return { name: 'overhead of a trial in Optuna', unit: 'ms', values };
}
