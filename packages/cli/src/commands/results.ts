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

/** `results`: prints a row for each trial or configuration. */
export function resultsCommand(): Command {
  return new Command('results')
    .description('print the results of a sweep, a row for each trial')
    .addArgument(sweepArgument())
    .addOption(dbOption())
    .addOption(formatOption(...TABLE_FORMATS))
    .option('--where <condition>', 'only trials that match this SQL condition over the view `results`')
    .option('--sort <columns>', 'sort by these columns of the view, such as "validation_accuracy DESC"')
    .addOption(new Option('--limit <count>', 'print at most this many rows').argParser(positiveInteger))
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

/** Columns and directions only, without expressions. */
const PLAIN_ORDER = /^\s*\w+(\s+(asc|desc))?(\s*,\s*\w+(\s+(asc|desc))?)*\s*$/i;

/** The selected rows. SQL of the user may not terminate, so it runs in a subprocess with a timeout. */
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
