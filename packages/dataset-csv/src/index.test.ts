import { fileURLToPath } from 'node:url';
import { datasetContract } from '@sparsweep/testkit';
import csv from './index.ts';

datasetContract(
  csv,
  { path: 'flowers.csv', target: null, header: true, delimiter: ',' },
  {
    folder: fileURLToPath(new URL('../test/', import.meta.url)),
    rows: 4,
    columns: 2,
    classes: ['setosa', 'versicolor', 'virginica'],
  },
);
