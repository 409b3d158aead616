import { execSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Measurement } from '../../plugin/measurement.ts';
import { hasSqlite3 } from '../testing/hasSqlite3.ts';
import { stamped } from '../testing/stamped.ts';
import { newSweep, planned, temporaryStore } from '../testing/temporaryStore.ts';

const PAGE = readFileSync(join(import.meta.dirname, '../../../../../docs/store.md'), 'utf8');

/** The names in the first column of the table below the heading that starts with `name`. */
function documentedColumns(name: string): string[] {
  const section = PAGE.split(/^### /m).find((part) => part.startsWith(`\`${name}\``)) ?? '';
  const cells = section.split('\n').filter((line) => line.startsWith('| `'));
  return cells.flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map((match) => match[1] ?? ''));
}

/** The commands on the page that start with `word`; they may span lines. */
function commands(word: string): string[] {
  return [...PAGE.matchAll(new RegExp(`^${word} .*"[^"]*"$`, 'gm'))].map(([command]) => command);
}

/** A store like the one that the page queries: two configurations with two replicates each. */
async function digitsFrontier() {
  const { path, store, reader } = await temporaryStore();
  const writer = store.createSweep(newSweep('digits-frontier'));
  const of = (configuration: number, replicate: number, parameters: { strength: number; use: string }) =>
    planned(2 * configuration + replicate, { configurationIndex: configuration, replicate, parameters });
  const [l1, kSparse] = [
    { strength: 0.01, use: 'l1' },
    { strength: 0.02, use: 'k-sparse' },
  ];
  writer.addTrials([of(0, 0, l1), of(0, 1, l1), of(1, 0, kSparse), of(1, 1, kSparse)]);
  for (const trial of [0, 1, 2, 3]) {
    const loss: Measurement = { name: 'loss', split: 'train', layer: null, value: 8 - trial };
    const measurements: Measurement[] = [
      { name: 'accuracy', split: 'validation', layer: null, value: 0.5 + trial / 8 },
      { name: 'activations.zeroFraction', split: 'validation', layer: null, value: trial < 2 ? 0.25 : 0.75 },
      { name: 'activations.zeroFraction', split: 'validation', layer: 0, value: trial < 2 ? 0.25 : 0.75 },
      { name: 'activations.dead', split: 'validation', layer: 0, value: trial / 4 },
      { name: 'weights.zeroFraction', split: null, layer: 0, value: 0.125 },
    ];
    const weights = [{ inputs: 1, units: 1, kernel: Float32Array.of(1), bias: Float32Array.of(0) }];
    writer.write(
      stamped(
        [
          { type: 'epoch', trial, epoch: 1, measurements: [loss] },
          { type: 'ended', trial, status: 'finished', epochs: 1, measurements, weights },
        ],
        new Date(0),
      ),
    );
  }
  return { path, reader };
}

describe('docs/store.md', () => {
  it.each(['results', 'configurations', 'layers', 'sweeps', 'trials', 'metrics', 'artifacts'])(
    'lists the columns of %s',
    async (name) => {
      const { reader } = await temporaryStore();
      const { columns } = reader.query(`SELECT * FROM ${name}`);
      expect(documentedColumns(name).sort()).toEqual([...columns].sort());
    },
  );

  it.runIf(hasSqlite3())('has queries for the sqlite3 program', async () => {
    const { path } = await digitsFrontier();
    const folder = dirname(path);
    const printed = commands('sqlite3').map((command) => execSync(command, { cwd: folder, encoding: 'utf8' }));
    expect(printed).toHaveLength(3);
    const [best, cost] = printed.map((text) =>
      text.split('\n').map((line) => line.split('│').map((cell) => cell.trim())),
    );
    expect(best?.[1]?.slice(1, -1)).toEqual(['number', 'strength', 'validation_accuracy', 'zero_activations']);
    expect(best?.[3]?.slice(1, -1)).toEqual(['3', '0.02', '0.875', '0.75']);
    expect(cost?.[3]?.slice(1, 4)).toEqual(['0.3', '1', '0.5625']);
    expect(existsSync(join(folder, 'trial-1.safetensors'))).toBe(true);
  });

  it('has queries for sparsweep query', async () => {
    const { reader } = await digitsFrontier();
    const queries = commands('sparsweep query').map((command) => command.split('"')[1] ?? '');
    expect(queries.map((sql) => reader.query(sql).rows)).toEqual([
      [
        [0, 'k-sparse', 0.125, 0.75, 0.625],
        [0, 'l1', 0.125, 0.25, 0.125],
      ],
      [[1, 'train', 8]],
    ]);
  });

  it('has conditions for sparsweep results', async () => {
    const { reader } = await digitsFrontier();
    const [, where = ''] = /--where "([^"]*)"/.exec(PAGE) ?? [];
    const [, orderBy = ''] = /--sort\s+"([^"]*)"/.exec(PAGE) ?? [];
    expect(where).toContain('strength');
    expect(reader.results(1, { where: where.replace('0.01', '0.015'), orderBy }).map((row) => row.number)).toEqual([
      1, 0,
    ]);
  });
});
