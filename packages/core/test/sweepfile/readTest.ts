import type { Draw } from '../../src/search/space.ts';
import type { TrialConfiguration } from '../../src/sweepfile/configuration.ts';
import type { Sweep } from '../../src/sweepfile/configurationCompiler.ts';
import type { ProblemId } from '../../src/sweepfile/messages/messages.ts';
import { InvalidSweepError, type Problem } from '../../src/sweepfile/problem.ts';
import { readSweep } from '../../src/sweepfile/readSweep.ts';
import { testCatalog } from './testCatalog.ts';

/** Reads a sweep file's text with the plugins of the test catalog. */
export function readTest(text: string, sets: readonly string[] = []): Promise<Sweep> {
  return readSweep({ text, path: 'sweep.yaml', folder: import.meta.dirname }, testCatalog, sets);
}

/** A problem as tests compare it: its place with the text that is marked there, its id, and its data. */
export type Found = readonly [place: string, id: ProblemId, data?: object];

/** A sweep file, and every problem in it. */
export type Case = readonly [what: string, text: string, problems: readonly Found[]];

/** The problems of a sweep file's text, in the order of the file. */
export async function problemsOf(text: string, ...sets: readonly string[]): Promise<readonly Found[]> {
  return found(await invalid(() => readTest(text, sets)));
}

/** The message of the error that reading a text throws. */
export async function messageFor(text: string, ...sets: readonly string[]): Promise<string> {
  return (await invalid(() => readTest(text, sets))).message;
}

/** The error that something throws because a sweep file is invalid. */
export async function invalid(run: () => unknown): Promise<InvalidSweepError> {
  try {
    await run();
  } catch (thrown) {
    if (thrown instanceof InvalidSweepError) return thrown;
    throw thrown;
  }
  throw new Error('the file was accepted');
}

/** The problems of an error. */
export function found({ problems }: InvalidSweepError): readonly Found[] {
  return problems.map(({ at, id, data }) =>
    Object.keys(data).length === 0 ? [placeOf(at), id] : [placeOf(at), id, data],
  );
}

/** `5:9 unitz`: the line, the column and the marked text; `--set ...` for an override, `file` for the file as a whole. */
function placeOf(at: Problem['at']): string {
  if (at === undefined) return 'file';
  if ('override' in at) return `--set ${at.override}`;
  const { line, column, length, text } = at;
  return `${line}:${column} ${text.slice(column - 1, column - 1 + length)}`;
}

/** A sweep file with one layer. Each part replaces the default one; `rest` is appended. */
export function sweepText(
  parts: { readonly dataset?: string; readonly layer?: string; readonly rest?: string } = {},
): string {
  const { dataset = '{ use: points }', layer = '{ units: 4 }', rest = '' } = parts;
  return `name: test\ndataset: ${dataset}\nmodel:\n  layers:\n    - ${layer}\n${rest}`;
}

/** A sweep file with a name, a dataset and some more lines. */
export function sweep(...text: readonly string[]): string {
  return lines('name: test', 'dataset: { use: points }', ...text);
}

/** A text of some lines. */
export function lines(...text: readonly string[]): string {
  return text.join('\n');
}

/** The configuration of a draw; throws if it is not valid. */
export function configurationOf({ compiler }: Sweep, draw: Draw = {}): TrialConfiguration {
  const completed = compiler.compile(draw);
  if ('configuration' in completed) return completed.configuration;
  throw new Error(completed.problems.map(({ message }) => message).join('\n'));
}
