import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { JsonObject } from '@sparsweep/core';
import { describe, expect, it } from 'vitest';
import { openTestReader } from '../support/openTestReader.ts';
import { NULL_ENGINE } from '../support/plugins.ts';
import type { Ended } from '../support/runningCommand.ts';
import { sparsweep } from '../support/sparsweep.ts';
import { nullSweep, trainedSweep } from '../support/sweeps.ts';
import { sweepFolder, temporaryFolder } from '../support/temporaryFolder.ts';

const TFJS = { run: { engine: 'tfjs' } };

/** Runs a sweep in a folder of its own and returns that. */
async function sweepRun(sweep: JsonObject, ...args: readonly string[]): Promise<string> {
  const folder = sweepFolder(sweep);
  expect((await sparsweep(['run', 'sweep.yaml', ...args], { cwd: folder })).stderr).toBe('');
  return folder;
}

/** Changes the database of a folder behind the program's back. */
function change(folder: string, sql: string, ...values: readonly (string | number | Uint8Array)[]): void {
  const database = new DatabaseSync(join(folder, 'sparsweep.db'));
  try {
    expect(database.prepare(sql).run(...values).changes).toBe(1);
  } finally {
    database.close();
  }
}

/** Flips the lowest bit of a stored trial's last weight, which is a bias of the output layer. */
function changeLastWeight(folder: string, trialId: number): void {
  const database = new DatabaseSync(join(folder, 'sparsweep.db'));
  try {
    const row = database.prepare('SELECT content FROM artifacts WHERE trial_id = ?').get(trialId);
    if (!(row?.content instanceof Uint8Array)) throw new TypeError('the trial has no weights');
    const content = Uint8Array.from(row.content);
    const lowest = content.length - 4;
    content[lowest] = (content[lowest] ?? 0) ^ 1;
    database.prepare('UPDATE artifacts SET content = ? WHERE trial_id = ?').run(content, trialId);
  } finally {
    database.close();
  }
}

const rerun = (folder: string, ...args: readonly string[]): Promise<Ended> =>
  sparsweep(['rerun', ...args], { cwd: folder });

describe('rerun', () => {
  it('finds every trial of a sweep equal, of every regularizer', async () => {
    const folder = await sweepRun(trainedSweep({ ...TFJS, replicates: 1 }));
    const trials = openTestReader(folder).trials(1);
    expect(trials).toHaveLength(5);
    for (const { number, seed } of trials) {
      const { status, stdout, stderr } = await rerun(folder, String(number));
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      // Kernels and biases of 6-8-4-1: (6 + 1) * 8 + (8 + 1) * 4 + (4 + 1) * 1 = 97.
      expect(stdout).toMatch(
        new RegExp(
          `^trial ${number} of trained \\(sweep 1\\): method = .*\n` +
            `trained {4}4 epochs again, engine tfjs, seed ${seed}\n` +
            'equal {6}all \\d+ measurements and 97 weights, bit for bit\n$',
        ),
      );
    }
    const reader = openTestReader(folder);
    const json = JSON.parse((await rerun(folder, '3', '--json')).stdout);
    const trialId = trials[3]?.trialId ?? 0;
    expect(json).toEqual({
      sweep: 1,
      trial: 3,
      equal: true,
      measurements: { compared: reader.measurements(trialId).length, different: 0 },
      weights: { compared: 97, different: 0 },
      status: 'finished',
      epochs: 4,
      engine: 'tfjs',
      storedEngine: 'tfjs',
      environment: [],
    });
    expect(json.measurements.compared).toBeGreaterThan(50);
  });

  it('names the measurement, then the weight, that is stored otherwise, and what else is not as it was', async () => {
    const folder = await sweepRun(trainedSweep({ ...TFJS, replicates: 1 }));
    change(
      folder,
      "UPDATE metrics SET value = 0.125 WHERE trial_id = 2 AND epoch = 3 AND split = 'train' AND name = 'loss'",
    );
    const measured = await rerun(folder, '1');
    expect(measured.status).toBe(1);
    expect(measured.stdout).toMatch(/\ndifferent {2}1 of \d+ measurements, 0 of 97 weights\n/);
    expect(measured.stdout).toMatch(/\nfirst {6}epoch 3, train loss: 0\.125 stored, 0\.\d+ in the rerun\n$/);

    changeLastWeight(folder, 3);
    const weighed = await rerun(folder, '2', '--json');
    expect(weighed.status).toBe(1);
    const { equal, first, measurements, weights } = JSON.parse(weighed.stdout);
    expect({ equal, different: measurements.different }).toEqual({ equal: false, different: 0 });
    expect(first).toMatchObject({ kind: 'weight', layer: 2, tensor: 'bias', input: null, unit: 0 });
    // Neighbours among the float32 numbers: they differ by between 2^-24 and 2^-23 of their size.
    expect(first.relative).toBeGreaterThanOrEqual(2 ** -24);
    expect(first.relative).toBeLessThanOrEqual(2 ** -23);
    expect(weights).toMatchObject({ compared: 97, different: 1, largest: first });

    change(folder, `UPDATE sweeps SET environment = json_set(environment, '$.node', '24.0.0')`);
    const { stdout } = await rerun(folder, '2');
    expect(stdout).toMatch(/\nfirst {6}layer 2, bias \[0\]: \S+ stored, \S+ in the rerun\n/);
    expect(stdout).toMatch(/\nlargest {4}relative difference \d\.\de-[78], layer 2, bias \[0\]/);
    expect(stdout).toMatch(
      new RegExp(`\nnote {7}changed since the sweep: node 24\\.0\\.0 → ${process.versions.node}\n$`),
    );
  });

  it('trains what --set made of the sweep file, and compares a trial that diverged', async () => {
    const layer = '{ units: 8, activation: linear }';
    const sets = [`model.layers=[${layer}, ${layer}]`, 'train.optimizer={ use: sgd, learningRate: 1e30 }'];
    const folder = await sweepRun(trainedSweep({ ...TFJS, replicates: 1 }), ...sets.flatMap((set) => ['--set', set]));
    const [trial] = openTestReader(folder).trials(1);
    expect(trial).toMatchObject({ number: 0, status: 'diverged' });
    const { status, stdout } = await rerun(folder, '0');
    // 6-8-8-1: (6 + 1) * 8 + (8 + 1) * 8 + (8 + 1) * 1 = 137.
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringMatching(/\nequal .* and 137 weights/) });
  });

  it('finds a plugin and a file beside the sweep file, from wherever it is called', async () => {
    const folder = temporaryFolder();
    const place = join(folder, 'experiment');
    mkdirSync(place);
    const rows = Array.from({ length: 40 }, (_, row) => `${row % 7},${row % 5},${row % 7 < row % 5 ? 'less' : 'more'}`);
    writeFileSync(join(place, 'pairs.csv'), ['a,b,which', ...rows, ''].join('\n'));
    writeFileSync(
      join(place, 'square.ts'),
      `import { defineRegularizer, Type } from '@sparsweep/core/plugin';
      export default defineRegularizer({
        name: 'square',
        summary: 'Squares of the weights.',
        options: Type.Object({ strength: Type.Number({ default: 0.01 }) }),
        penalty: ({ kernel }, { options }) => kernel.square().sum().mul(options.strength),
      });\n`,
    );
    const sweep = {
      name: 'beside',
      dataset: { use: 'csv', path: 'pairs.csv', target: 'which' },
      model: { layers: [{ units: 3, regularizers: [{ use: './square.ts', strength: { values: [0.1, 0.2] } }] }] },
      train: { epochs: 2 },
      ...TFJS,
    };
    writeFileSync(join(place, 'sweep.yaml'), JSON.stringify(sweep));
    expect(await sparsweep(['run', 'experiment/sweep.yaml'], { cwd: folder })).toMatchObject({ status: 0, stderr: '' });

    const elsewhere = temporaryFolder();
    const db = ['--db', join(folder, 'sparsweep.db')];
    expect(await rerun(elsewhere, '1', ...db)).toMatchObject({ status: 0, stdout: expect.stringMatching(/\nequal /) });

    // A database from elsewhere does not say where its sweep file was.
    change(folder, `UPDATE sweeps SET environment = json_remove(environment, '$.folder')`);
    const lost = await rerun(elsewhere, '1', ...db);
    expect(lost).toMatchObject({ status: 2, stdout: '' });
    expect(lost.stderr).toMatch(/^beside \(sweep 1\):\d+:\d+: there is no file .*square\.ts/);
    expect(lost.stderr).toMatch(
      new RegExp(`read against \\S*${basename(elsewhere)}; name another folder with --folder`),
    );
    const found = await rerun(elsewhere, '1', ...db, '--folder', place);
    expect(found).toMatchObject({ status: 0, stdout: expect.stringMatching(/\nequal /) });

    const plugin = JSON.stringify({ ...sweep, dataset: { ...sweep.dataset, path: 'gone.csv' } });
    change(folder, 'UPDATE sweeps SET spec_yaml = ?', plugin);
    const failed = await rerun(elsewhere, '1', ...db, '--folder', place);
    expect(failed.status).toBe(1);
    expect(failed.stdout).toMatch(
      /\nfirst {6}stored as finished in epoch 2, failed in epoch 0 in the rerun: .*gone\.csv/,
    );
    expect(failed.stdout).toContain(`\nfolder     ${place}: relative paths start here, or at --folder\n`);
  });

  it('trains on another engine when told to, and says that differences are to be expected', async () => {
    const folder = await sweepRun(trainedSweep({ ...TFJS, replicates: 1 }));
    const { status, stdout } = await rerun(folder, '0', '--engine', NULL_ENGINE);
    expect(status).toBe(1);
    expect(stdout).toMatch(/\nlargest {4}relative difference \d.*, layer \d, (kernel|bias) \[/);
    expect(stdout).toMatch(/\nnote {7}the sweep ran on engine tfjs; engines round differently/);
  });

  it('takes the newest sweep, or the one it is told of', async () => {
    const folder = await sweepRun(nullSweep({ replicates: 1 }));
    const second = ['run', 'sweep.yaml', '--set', 'name=second', '--set', 'replicates=2'];
    expect(await sparsweep(second, { cwd: folder })).toMatchObject({ status: 0 });
    expect((await rerun(folder, '5')).stdout).toMatch(/^trial 5 of second \(sweep 2\): units = 4\n/);
    expect((await rerun(folder, '2', '--sweep', 'nothing')).stdout).toMatch(
      /^trial 2 of nothing \(sweep 1\): units = 4\n/,
    );
    for (const [args, message] of [
      [['6'], 'sweep 2 (second) has no trial 6; its trials are 0 to 5'],
      [['0', '--sweep', 'nothin'], "did you mean 'nothing'?"],
      [['first'], "'first' is invalid for argument 'trial'. Write the number of a trial, from 0 up."],
      [['0', '--engine', 'wasn'], '--engine wasn: there is no engine `wasn`'],
      [['0', '--db', 'nowhere.db'], 'there is no store nowhere.db'],
    ] as const) {
      const { status, stdout, stderr } = await rerun(folder, ...args);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toContain(message);
    }
    change(folder, "UPDATE trials SET status = 'failed' WHERE sweep_id = 2 AND number = 1");
    const { status, stderr } = await rerun(folder, '1');
    expect(status).toBe(2);
    expect(stderr).toContain('trial 1 of sweep 2 (second) is failed: there are no results to compare with');
  });
});
