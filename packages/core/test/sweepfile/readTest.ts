import type { Draw } from '../../src/search/space.ts';
import type { TrialConfiguration } from '../../src/sweepfile/configuration.ts';
import { InvalidSweepError } from '../../src/sweepfile/problem.ts';
import { readSweep } from '../../src/sweepfile/readSweep.ts';
import type { Sweep } from '../../src/sweepfile/sweepSpec.ts';
import { testCatalog } from './testCatalog.ts';

/** Reads a sweep file's text with the plugins of the test catalog. */
export function readTest(text: string, sets: readonly string[] = []): Promise<Sweep> {
  return readSweep({ text, path: 'sweep.yaml', folder: import.meta.dirname }, testCatalog, sets);
}

/** The message of the error that reading a text throws. */
export async function messageFor(text: string, ...sets: readonly string[]): Promise<string> {
  try {
    await readTest(text, sets);
  } catch (thrown) {
    if (thrown instanceof InvalidSweepError) return thrown.message;
    throw thrown;
  }
  throw new Error('the file was accepted');
}

/** A sweep of one layer. Each part replaces the one of that name; lines are joined as they are. */
export function sweepText(
  parts: { readonly dataset?: string; readonly layer?: string; readonly rest?: string } = {},
): string {
  const { dataset = '{ use: points }', layer = '{ units: 4 }', rest = '' } = parts;
  return `name: test\ndataset: ${dataset}\nmodel:\n  layers:\n    - ${layer}\n${rest}`;
}

/** The configuration that a draw makes of a sweep; throws where it is not valid. */
export function configurationOf({ compiler }: Sweep, draw: Draw = {}): TrialConfiguration {
  const completed = compiler.compile(draw);
  if ('configuration' in completed) return completed.configuration;
  throw new Error(completed.problems.map(({ message }) => message).join('\n'));
}
