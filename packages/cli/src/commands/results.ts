import { askResults, type ResultRow } from '@sparsweep/core';
import { configurationsTable, resultsTable } from '@sparsweep/reporter';
import { Command, Option } from 'commander';
import { withReader } from '../inputs.ts';
import { dbOption, examples, formatOption, positiveInteger, sweepArgument, timeoutOption } from '../options.ts';
import { printTable, TABLE_FORMATS, type TableFormat } from '../print.ts';

interface Options {
  readonly db: string;
  readonly format: TableFormat;
  readonly where?: string;
  readonly sort?: string;
  readonly limit?: number;
  readonly byConfiguration: boolean;
  readonly timeout: number;
}

/** `results`: a row for each trial, or for each configuration. */
export function resultsCommand(): Command {
  return new Command('results')
    .description('print the results of a sweep, a row for each trial')
    .addArgument(sweepArgument())
    .addOption(dbOption())
    .addOption(formatOption(...TABLE_FORMATS))
    .option('--where <condition>', 'only the trials for which this SQL condition over the view `results` holds')
    .option('--sort <columns>', 'order by these columns of the view, such as "validation_accuracy DESC"')
    .addOption(new Option('--limit <count>', 'at most so many rows').argParser(positiveInteger))
    .addOption(
      new Option('--by-configuration', 'a row for each configuration: mean ± standard deviation over its replicates')
        .default(false)
        .conflicts(['where', 'sort', 'limit']),
    )
    .addOption(timeoutOption())
    .addHelpText(
      'after',
      examples(
        'sparsweep results article',
        'sparsweep results article --by-configuration',
        'sparsweep results digits-frontier --where "zero_weights > 0.5" --sort "validation_accuracy DESC" --limit 10',
        'sparsweep results digits-frontier --format csv > results.csv',
      ),
    )
    .action(async (selector: string, options: Options) => {
      const table = options.byConfiguration
        ? withReader(options.db, (reader) => configurationsTable(reader.configurations(reader.findSweep(selector).id)))
        : resultsTable(await selectResults(selector, options));
      printTable(table, options.format);
    });
}

/** Columns with their directions, in which no computation hides. */
const PLAIN_ORDER = /^\s*\w+(\s+(asc|desc))?(\s*,\s*\w+(\s+(asc|desc))?)*\s*$/i;

/** The rows asked for. How long a condition or an expression takes nobody can tell: a process of its own finds out. */
async function selectResults(selector: string, options: Options): Promise<readonly ResultRow[]> {
  const { db, where, sort, limit, timeout } = options;
  const selection = {
    ...(limit === undefined ? {} : { limit }),
    ...(where === undefined ? {} : { where }),
    ...(sort === undefined ? {} : { orderBy: sort }),
  };
  if (where === undefined && (sort === undefined || PLAIN_ORDER.test(sort))) {
    return withReader(db, (reader) => reader.results(reader.findSweep(selector).id, selection));
  }
  return askResults({ path: db, timeout: timeout * 1000 }, selector, selection);
}
