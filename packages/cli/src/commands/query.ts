import { askQuery } from '@sparsweep/core';
import { queryTable } from '@sparsweep/reporter';
import { Command } from 'commander';
import { dbOption, examples, formatOption, timeoutOption } from '../options.ts';
import { printTable, TABLE_FORMATS, type TableFormat } from '../print.ts';

interface Options {
  readonly db: string;
  readonly format: TableFormat;
  readonly timeout: number;
}

/** `query`: runs one SELECT over the store, on a read-only connection. */
export function queryCommand(): Command {
  return new Command('query')
    .description('run one SELECT over the database, read-only')
    .argument('<sql>', 'the query; docs/store.md describes the tables and views')
    .addOption(dbOption())
    .addOption(formatOption(...TABLE_FORMATS))
    .addOption(timeoutOption())
    .addHelpText(
      'after',
      examples(
        'sparsweep query "SELECT number, validation_accuracy, zero_weights FROM results WHERE sweep = \'article\'"',
        'sparsweep query "SELECT * FROM configurations" --format csv',
      ),
    )
    .action(async (sql: string, { db, format, timeout }: Options) => {
      printTable(queryTable(await askQuery({ path: db, timeout: timeout * 1000 }, sql)), format);
    });
}
