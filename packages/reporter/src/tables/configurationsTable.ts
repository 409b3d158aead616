import type { ConfigurationRow } from '../reportData.ts';
import { parameterCells, parameterColumns, parameterNames } from './parameterNames.ts';
import { type Column, type Table, withoutEmptyColumns } from './table.ts';

const BEFORE: readonly Column[] = [{ name: 'configuration', kind: 'integer' }];

const AFTER: readonly Column[] = [
  { name: 'n', kind: 'integer' },
  { name: 'validation_accuracy', title: 'validation accuracy', kind: 'fractionSpread' },
  { name: 'test_accuracy', title: 'test accuracy', kind: 'fractionSpread' },
  { name: 'train_accuracy', title: 'train accuracy', kind: 'fractionSpread' },
  { name: 'zero_weights', title: 'zero weights', kind: 'fractionSpread' },
  { name: 'zero_activations', title: 'zero activations', kind: 'fractionSpread' },
  { name: 'validation_loss', title: 'validation loss', kind: 'numberSpread' },
  { name: 'test_loss', title: 'test loss', kind: 'numberSpread' },
  { name: 'train_loss', title: 'train loss', kind: 'numberSpread' },
];

const FIXED = new Set([...BEFORE, ...AFTER].map(({ name }) => name));
const OPTIONAL = new Set(AFTER.map(({ name }) => name).filter((name) => name !== 'n'));

/**
 * A row for each configuration: its number, its parameters, how many replicates finished (`n`), and mean and standard
 * deviation over them of what was measured. Measures that no configuration has are left out.
 */
export function configurationsTable(configurations: readonly ConfigurationRow[]): Table {
  const names = parameterNames(configurations);
  const rows = configurations.map((row) => [
    row.configurationIndex,
    ...parameterCells(names, row.parameters),
    finished(row),
    row.validationAccuracy,
    row.testAccuracy,
    row.trainAccuracy,
    row.zeroWeights,
    row.zeroActivations,
    row.validationLoss,
    row.testLoss,
    row.trainLoss,
  ]);
  return withoutEmptyColumns({ columns: [...BEFORE, ...parameterColumns(names, FIXED), ...AFTER], rows }, OPTIONAL);
}

// Not every replicate need have every measure, so the largest count is that of the finished replicates.
function finished(row: ConfigurationRow): number {
  const { trainLoss, validationLoss, testLoss, zeroWeights, zeroActivations } = row;
  return Math.max(trainLoss.n, validationLoss.n, testLoss.n, zeroWeights.n, zeroActivations.n);
}
