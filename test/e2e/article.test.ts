import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openReader, type StoreReader } from '@sparsweep/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sparsweep } from '../support/sparsweep.ts';

const SWEEP = fileURLToPath(new URL('../../experiments/article/sweep.yaml', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'sparsweep-article-'));
let reader: StoreReader;

beforeAll(async () => {
  expect(await sparsweep(['run', SWEEP], { cwd: folder })).toMatchObject({ status: 0, stderr: '' });
  reader = openReader(join(folder, 'sparsweep.db'));
}, 300_000);
afterAll(() => {
  reader?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The rows of a query over the trials of one method. */
function rowsOf(columns: string, view: string, method: string): readonly (readonly unknown[])[] {
  const { rows } = reader.query(`SELECT ${columns} FROM ${view} WHERE parameters ->> 'method' LIKE '${method}'`);
  expect(rows.length).toBeGreaterThanOrEqual(3);
  return rows;
}

describe("the article's sweep", () => {
  it('has no zero weights where the article looked for them, but mostly zero activations', () => {
    for (const [weights, activations, accuracy] of rowsOf(
      'zero_weights, zero_activations, train_accuracy',
      'results',
      '%activations%',
    )) {
      expect(weights).toBe(0);
      expect(activations).toBeGreaterThanOrEqual(0.7);
      expect(activations).toBeLessThanOrEqual(0.82);
      expect(accuracy).toBeGreaterThanOrEqual(0.96);
    }
  });

  it('has zero weights with the proximal step', () => {
    for (const [weights] of rowsOf('zero_weights', 'results', '%weights%')) expect(weights).toBeGreaterThan(0);
  });

  it('has the density that top-k was given, in its layer', () => {
    // 20 x 64 weights, of which a tenth are kept.
    for (const [layer, nonZero, zero] of rowsOf('layer, weights_non_zero, weights_zero', 'layers', 'top-k%')) {
      expect([layer, nonZero, zero]).toEqual(layer === 0 ? [0, 128, 1 - 128 / 1280] : [1, 64, 0]);
    }
  });

  it('has at most the active units that k-sparse was given, in every sample', () => {
    // 8 of 64 units; fewer where fewer are above zero.
    for (const [units, zero] of rowsOf('activations_l0, activations_zero', 'layers', 'k-sparse%').filter(
      (row) => row[0] !== null,
    )) {
      expect(units).toBeLessThanOrEqual(8);
      expect(units).toBeGreaterThan(7);
      expect(zero).toBeGreaterThanOrEqual(1 - 8 / 64);
    }
  });
});
