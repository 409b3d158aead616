import type { ResultRow } from '../reportData.ts';
import { parameterCells, parameterColumns, parameterNames } from './parameterNames.ts';
import { type Column, type Table, withoutEmptyColumns } from './table.ts';

const BEFORE: readonly Column[] = [{ name: 'trial', kind: 'integer' }];

const AFTER: readonly Column[] = [
  { name: 'status', kind: 'text' },
  { name: 'epochs', kind: 'integer' },
  { name: 'train_loss', title: 'train loss', kind: 'number' },
  { name: 'train_accuracy', title: 'train accuracy', kind: 'fraction' },
  { name: 'validation_loss', title: 'validation loss', kind: 'number' },
  { name: 'validation_accuracy', title: 'validation accuracy', kind: 'fraction' },
  { name: 'test_loss', title: 'test loss', kind: 'number' },
  { name: 'test_accuracy', title: 'test accuracy', kind: 'fraction' },
  { name: 'zero_weights', title: 'zero weights', kind: 'fraction' },
  { name: 'zero_activations', title: 'zero activations', kind: 'fraction' },
  { name: 'seconds', kind: 'seconds' },
];

const FIXED = new Set([...BEFORE, ...AFTER].map(({ name }) => name));
const OPTIONAL = new Set(AFTER.map(({ name }) => name).filter((name) => name !== 'status'));

/**
 * A row for each trial: its number, its parameters, how it ended and what was measured. Measures that no trial has are
 * left out, and so is a parameter where a trial's branch has none.
 */
export function resultsTable(results: readonly ResultRow[]): Table {
  const names = parameterNames(results);
  const rows = results.map((row) => [
    row.number,
    ...parameterCells(names, row.parameters),
    row.status,
    row.epochs,
    row.trainLoss,
    row.trainAccuracy,
    row.validationLoss,
    row.validationAccuracy,
    row.testLoss,
    row.testAccuracy,
    row.zeroWeights,
    row.zeroActivations,
    row.seconds,
  ]);
  return withoutEmptyColumns({ columns: [...BEFORE, ...parameterColumns(names, FIXED), ...AFTER], rows }, OPTIONAL);
}
