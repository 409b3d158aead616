import { configurationsTable, resultsTable } from '@sparsweep/reporter';
import { Command, Option } from 'commander';
import { examples } from '../examples.ts';
import { dbOption, formatOption, positiveInteger, sweepArgument } from '../options.ts';
import { printTable, TABLE_FORMATS, type TableFormat } from '../print.ts';
import { withReader } from '../withReader.ts';

interface Options {
  readonly db: string;
  readonly format: TableFormat;
  readonly where?: string;
  readonly sort?: string;
  readonly limit?: number;
  readonly byConfiguration: boolean;
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
    .addHelpText(
      'after',
      examples(
        'sparsweep results article',
        'sparsweep results article --by-configuration',
        'sparsweep results digits-frontier --where "zero_weights > 0.5" --sort "validation_accuracy DESC" --limit 10',
        'sparsweep results digits-frontier --format csv > results.csv',
      ),
    )
    .action((selector: string, options: Options) => {
      const { where, sort, limit } = options;
      const table = withReader(options.db, (reader) => {
        const { id } = reader.findSweep(selector);
        if (options.byConfiguration) return configurationsTable(reader.configurations(id));
        return resultsTable(
          reader.results(id, {
            ...(where === undefined ? {} : { where }),
            ...(sort === undefined ? {} : { orderBy: sort }),
            ...(limit === undefined ? {} : { limit }),
          }),
        );
      });
      printTable(table, options.format);
    });
}
