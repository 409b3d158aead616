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

/** `report`: writes a self-contained HTML file. */
export function reportCommand(): Command {
  return new Command('report')
    .description('write the report of a sweep: one HTML file that opens offline')
    .addArgument(sweepArgument())
    .addOption(dbOption())
    .option('--out <file>', 'where to write it (default: NAME.html)')
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

/** The weights of each trial, read on demand because the report shows only some. */
function* weightsOf(reader: StoreReader, results: readonly ResultRow[]): Generator<TrialWeights, void> {
  for (const trialId of heatMapOrder(results)) {
    const layers = reader.weights(trialId);
    if (layers !== undefined) yield { trialId, layers };
  }
}
