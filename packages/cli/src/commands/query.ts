import { queryTable } from '@sparsweep/reporter';
import { Command } from 'commander';
import { examples } from '../examples.ts';
import { dbOption, formatOption } from '../options.ts';
import { printTable, TABLE_FORMATS, type TableFormat } from '../print.ts';
import { withReader } from '../withReader.ts';

/** `query`: one SELECT over the store, on a connection that cannot write. */
export function queryCommand(): Command {
  return new Command('query')
    .description('run one SELECT over the database; nothing can be changed by it')
    .argument('<sql>', 'the query; docs/store.md lists tables and views')
    .addOption(dbOption())
    .addOption(formatOption(...TABLE_FORMATS))
    .addHelpText(
      'after',
      examples(
        'sparsweep query "SELECT number, validation_accuracy, zero_weights FROM results WHERE sweep = \'article\'"',
        'sparsweep query "SELECT * FROM configurations" --format csv',
      ),
    )
    .action((sql: string, { db, format }: { db: string; format: TableFormat }) => {
      printTable(queryTable(withReader(db, (reader) => reader.query(sql))), format);
    });
}
