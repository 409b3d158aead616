import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { messageOf } from '@sparsweep/core/plugin';
import { NotMeasured } from './measurer.ts';

const SOURCES = ['main.c', 'network.c', 'trainStep.c'];

/**
 * Compiles the step in C for this machine, and gives the path of the program.
 *
 * @throws NotMeasured when there is no compiler that can.
 */
export async function buildFloor(folder: string): Promise<string> {
  const program = join(folder, 'step');
  const sources = SOURCES.map((name) => fileURLToPath(new URL(`../../floor/${name}`, import.meta.url)));
  try {
    await promisify(execFile)('cc', ['-O3', '-march=native', '-o', program, ...sources, '-lm']);
  } catch (thrown) {
    throw new NotMeasured(messageOf(thrown));
  }
  return program;
}
