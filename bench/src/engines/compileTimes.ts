import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Figure } from '../figures.ts';
import { parseAnswer, readNumber } from './measurer.ts';

const PROGRAM = fileURLToPath(new URL('./programs/compile.ts', import.meta.url));

/** Targets in milliseconds: to compile a structure, and to load a cached one. */
const COMPILED_IN = 200;
const FOUND_IN = 20;

/** Milliseconds for the first structure of a process and for the second. */
interface CompileTimes {
  readonly first: number;
  readonly second: number;
}

/**
 * The time that engine-wasm takes to compile the article's network and then one of another width: first with an empty
 * module cache, then in a new process with a filled one.
 *
 * @param folder A folder for temporary caches.
 */
export async function compileTimes(folder: string, runs: number): Promise<readonly Figure[]> {
  // Warms up the Node compile cache, which the command line also has from its second start on.
  await compileIn(folder, 'warm-up');
  const made: CompileTimes[] = [];
  const found: CompileTimes[] = [];
  for (let run = 0; run < runs; run++) {
    made.push(await compileIn(folder, `modules-${run}`));
    found.push(await compileIn(folder, `modules-${run}`));
  }
  const first = made.map((times) => times.first);
  const firstFound = found.map((times) => times.first);
  return [
    { name: 'compile, first of a process, with loading libraries', unit: 'ms', values: first, target: COMPILED_IN },
    { name: 'compile, second', unit: 'ms', values: made.map(({ second }) => second), target: COMPILED_IN },
    { name: 'from the cache, first, with loading libraries', unit: 'ms', values: firstFound, target: FOUND_IN },
    { name: 'from the cache, second', unit: 'ms', values: found.map(({ second }) => second), target: FOUND_IN },
  ];
}

async function compileIn(folder: string, modules: string): Promise<CompileTimes> {
  const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM], {
    env: { ...process.env, XDG_CACHE_HOME: join(folder, modules), NODE_COMPILE_CACHE: join(folder, 'code') },
  });
  const answer = parseAnswer(stdout);
  return { first: readNumber(answer, 'first'), second: readNumber(answer, 'second') };
}
