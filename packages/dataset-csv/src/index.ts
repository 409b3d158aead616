import { defineDataset } from '@sparsweep/core/plugin';
import { csvOptions } from './options.ts';

/** A CSV file with numeric features and one class per row. */
export const csv = defineDataset({
  name: 'csv',
  summary: 'A CSV file: a row a sample, numbers in every column but the one that holds the class.',
  options: csvOptions,
  async load(options, context) {
    const { loadCsv } = await import('./loadCsv.ts');
    return loadCsv(options, context.folder);
  },
});

export default csv;
