import {
  analyseSweep,
  isJsonObject,
  type JsonValue,
  randomStreams,
  type SweepRow,
  storedProblem,
  type TrialCounts,
} from '@sparsweep/core';
import { configurationsTable, visibleText } from '@sparsweep/reporter';
import { Command } from 'commander';
import { printAnalysis } from '../analysis.ts';
import { withReader } from '../inputs.ts';
import { dbOption, examples, sweepArgument } from '../options.ts';
import { printLine, printTable } from '../print.ts';

/** `show`: prints the state of a sweep, its analysis, its configurations, its environment and its file. */
export function showCommand(): Command {
  return new Command('show')
    .description('show a sweep: its state, the best configurations, parameter importance, its environment and its file')
    .addArgument(sweepArgument())
    .addOption(dbOption())
    .addHelpText('after', examples('sparsweep show article', 'sparsweep show 3 --db results.db'))
    .action((selector: string, { db }: { db: string }) => {
      withReader(db, (reader) => {
        const sweep = reader.findSweep(selector);
        printLine(describeSweep(sweep, reader.progress(sweep.id)));
        const configurations = reader.configurations(sweep.id);
        const problem = storedProblem(sweep.specYaml);
        // A fixed seed, so that the output is always the same.
        if (problem?.metrics.length) printAnalysis(analyseSweep(problem, configurations, randomStreams(0)));
        const table = configurationsTable(configurations);
        if (table.rows.length > 0) {
          printLine();
          printTable(table, 'table');
        }
        printLine(`\n${sweep.specYaml.split('\n').map(visibleText).join('\n').trimEnd()}`);
      });
    });
}

function describeSweep(sweep: SweepRow, counts: TrialCounts): string {
  const states = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([status, count]) => `${count} ${status}`)
    .join(', ');
  return [
    `${visibleText(sweep.name)} (sweep ${sweep.id}): ${sweep.status}`,
    `trials       ${states || 'none'}`,
    `created      ${sweep.createdAt}`,
    `finished     ${sweep.finishedAt ?? '–'}`,
    `spec sha256  ${sweep.specHash}`,
    'environment',
    ...Object.entries(sweep.environment).map(([name, value]) => `  ${name.padEnd(13)}${describeValue(value)}`),
  ].join('\n');
}

/** A value of the environment on one line. */
function describeValue(value: JsonValue): string {
  if (value === null) return '–';
  if (!isJsonObject(value)) return visibleText(String(value));
  return Object.entries(value)
    .filter(([, inner]) => inner !== null)
    .map(([name, inner]) => `${name} ${describeValue(inner)}`)
    .join(', ');
}
