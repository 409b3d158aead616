import { describe, expect, it } from 'vitest';
import { syntheticConfigurations } from '../../test/syntheticConfigurations.ts';
import type { ResultRow } from '../reportData.ts';
import { configurationsTable, queryTable, resultsTable } from './resultsTable.ts';
import { cellText } from './table.ts';

const BASE: ResultRow = {
  trialId: 1,
  number: 0,
  configurationIndex: 0,
  replicate: 0,
  status: 'finished',
  parameters: {},
  epochs: 3,
  seconds: 1.5,
  trainLoss: 0.2,
  trainAccuracy: 0.9,
  validationLoss: null,
  validationAccuracy: null,
  testLoss: null,
  testAccuracy: null,
  zeroWeights: 0,
  zeroActivations: 0.5,
  error: null,
  stopReason: null,
};

describe('resultsTable', () => {
  const rows: readonly ResultRow[] = [
    { ...BASE, parameters: { method: 'l1', strength: 0.01 } },
    { ...BASE, number: 1, status: 'failed', parameters: { method: 'k-sparse', k: 4 }, trainLoss: null, epochs: null },
  ];
  const table = resultsTable(rows);

  it('has a column for every parameter, and for every result that some trial has', () => {
    expect(table.columns.map(({ name }) => name)).toEqual([
      'trial',
      'method',
      'strength',
      'k',
      'status',
      'epochs',
      'train_loss',
      'train_accuracy',
      'zero_weights',
      'zero_activations',
      'seconds',
    ]);
  });

  it('has a dash for parameters of another branch and for missing results', () => {
    const texts = table.rows.map((row) => table.columns.map(({ kind }, index) => cellText(kind, row[index])));
    expect(texts).toEqual([
      ['0', 'l1', '0.01', '–', 'finished', '3', '0.2000', '90.00%', '0.00%', '50.00%', '1.50'],
      ['1', 'k-sparse', '–', '4', 'failed', '–', '–', '90.00%', '0.00%', '50.00%', '1.50'],
    ]);
  });

  it('renames a parameter with the name of a result', () => {
    const { columns } = resultsTable([{ ...BASE, parameters: { epochs: 10 } }]);
    expect(columns.map(({ name }) => name).filter((name) => name.includes('epochs'))).toEqual([
      'parameters.epochs',
      'epochs',
    ]);
  });
});

describe('configurationsTable', () => {
  it('has mean and standard deviation over the finished replicates, and their number', () => {
    const rows = [
      BASE,
      { ...BASE, number: 1, replicate: 1, trainAccuracy: 0.8 },
      { ...BASE, number: 2, replicate: 2, status: 'diverged' as const, trainAccuracy: 0.1 },
    ];
    const table = configurationsTable(syntheticConfigurations(rows));
    const texts = table.columns.map(({ name, kind }, index) => [name, cellText(kind, table.rows[0]?.[index])]);
    // 0.9 and 0.8 lie 0.05 from their mean: the variance is 2 * 0.0025 / 1.
    expect(Object.fromEntries(texts)).toEqual({
      configuration: '0',
      n: '2',
      train_accuracy: '85.00 ± 7.07%',
      train_loss: '0.2000 ± 0.0000',
      zero_weights: '0.00 ± 0.00%',
      zero_activations: '50.00 ± 0.00%',
    });
  });
});

describe('queryTable', () => {
  it('numbers repeated column names', () => {
    expect(queryTable({ columns: ['n', 'n', 'x'], rows: [[1, 2, 3]] })).toEqual({
      columns: [
        { name: 'n', kind: 'value' },
        { name: 'n_2', kind: 'value' },
        { name: 'x', kind: 'value' },
      ],
      rows: [[1, 2, 3]],
    });
  });
});
