import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  messageOf,
  type ResultRow,
  SparsweepError,
  type StoreReader,
  type SweepRow,
  sweepQuestion,
} from '@sparsweep/core';
import { heatMapOrder, renderReport, type TrialWeights } from '@sparsweep/reporter';
import { Command } from 'commander';
import { withReader } from '../inputs.ts';
import { dbOption, examples, sweepArgument } from '../options.ts';
import { printLine } from '../print.ts';

/** `report`: one HTML file that holds everything and opens offline. */
export function reportCommand(): Command {
  return new Command('report')
    .description('write the report of a sweep: one HTML file that opens anywhere, offline')
    .addArgument(sweepArgument())
    .addOption(dbOption())
    .option('--out <file>', 'where to write it (default: the name of the sweep, .html)')
    .addHelpText('after', examples('sparsweep report article', 'sparsweep report article --out /tmp/article.html'))
    .action(async (selector: string, { db, out }: { db: string; out?: string }) => {
      const { name, html } = withReader(db, (reader) => {
        const sweep = reader.findSweep(selector);
        return { name: sweep.name, html: reportOf(reader, sweep) };
      });
      const file = resolve(out ?? `${name.replaceAll(/[^\w.-]+/g, '-')}.html`);
      await writeFile(file, html).catch((thrown: unknown) => {
        throw new SparsweepError('invalid-option', `the report cannot be written: ${messageOf(thrown)}; choose --out`);
      });
      printLine(`report    ${pathToFileURL(file)}`);
      printLine(`database  ${resolve(db)}`);
    });
}

function reportOf(reader: StoreReader, sweep: SweepRow): string {
  const results = reader.results(sweep.id);
  const question = sweepQuestion(sweep.specYaml);
  return renderReport({
    sweep,
    ...(question === undefined ? {} : { question }),
    results,
    configurations: reader.configurations(sweep.id),
    layers: reader.layers(sweep.id),
    history: reader.history(sweep.id),
    weights: weightsOf(reader, results),
  });
}

/** The weights of trial after trial, read when they are asked for: the report shows only some. */
function* weightsOf(reader: StoreReader, results: readonly ResultRow[]): Generator<TrialWeights, void> {
  for (const trialId of heatMapOrder(results)) {
    const layers = reader.weights(trialId);
    if (layers !== undefined) yield { trialId, layers };
  }
}
