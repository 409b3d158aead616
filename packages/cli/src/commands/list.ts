import type { SweepRow, TrialCounts } from '@sparsweep/core';
import type { Table } from '@sparsweep/reporter';
import { Command } from 'commander';
import { withReader } from '../inputs.ts';
import { dbOption, examples, formatOption } from '../options.ts';
import { printTable, TABLE_FORMATS, type TableFormat } from '../print.ts';

/** `list`: the sweeps in a database. */
export function listCommand(): Command {
  return new Command('list')
    .description('list the sweeps in the database')
    .addOption(dbOption())
    .addOption(formatOption(...TABLE_FORMATS))
    .addHelpText('after', examples('sparsweep list', 'sparsweep list --db results.db --format json'))
    .action(({ db, format }: { db: string; format: TableFormat }) => {
      const sweeps = withReader(db, (reader) =>
        reader.sweeps().map((sweep) => ({ sweep, counts: reader.progress(sweep.id) })),
      );
      printTable(sweepsTable(sweeps), format);
    });
}

function sweepsTable(sweeps: readonly { readonly sweep: SweepRow; readonly counts: TrialCounts }[]): Table {
  return {
    columns: [
      { name: 'sweep', kind: 'integer' },
      { name: 'name', kind: 'text' },
      { name: 'status', kind: 'text' },
      { name: 'trials', kind: 'integer' },
      { name: 'finished', kind: 'integer' },
      { name: 'failed', kind: 'integer' },
      { name: 'created', kind: 'text' },
    ],
    rows: sweeps.map(({ sweep, counts }) => [
      sweep.id,
      sweep.name,
      sweep.status,
      Object.values(counts).reduce((sum, count) => sum + count, 0),
      counts.finished + counts.stopped,
      counts.failed + counts.diverged,
      sweep.createdAt,
    ]),
  };
}
