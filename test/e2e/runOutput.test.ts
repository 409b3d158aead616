import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '@sparsweep/core';
import { describe, expect, it } from 'vitest';
import { openTestReader } from '../support/openTestReader.ts';
import { testPlugin } from '../support/plugins.ts';
import { sparsweep, startSparsweep } from '../support/sparsweep.ts';
import { nullSweep } from '../support/sweeps.ts';
import { sweepFolder } from '../support/temporaryFolder.ts';

function events(stdout: string): readonly JsonObject[] {
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

describe('run --json', () => {
  it('prints one object a line: the plan, what happens to each trial, and the end', async () => {
    const folder = sweepFolder(nullSweep({ replicates: 1 }));
    const { status, stdout, stderr } = await sparsweep(['run', 'sweep.yaml', '--json'], { cwd: folder });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const all = events(stdout);
    expect(all.slice(0, 3)).toMatchObject(
      [2, 3, 4].map((units, trial) => ({
        event: 'planned',
        trial,
        configuration: trial,
        replicate: 0,
        parameters: { units },
        point: {
          dataset: { use: 'classification', nSamples: 40 },
          model: { layers: [{ units }] },
          train: { epochs: 3 },
        },
      })),
    );
    for (const trial of [0, 1, 2]) {
      const own = all.slice(3).filter((event) => event.trial === trial);
      expect(own).toMatchObject([
        { event: 'started', attempt: 1 },
        ...[1, 2, 3].map((epoch) => ({ event: 'epoch', epoch })),
        { event: 'ended', status: 'finished', epochs: 3 },
      ]);
      // After the epochs 1 to 3 the engine that computes nothing has a loss of 1/2, 1/3, 1/4.
      expect(own[1]?.measurements).toContainEqual({ name: 'loss', split: 'train', layer: null, value: 1 / 2 });
      expect(own[4]?.measurements).toContainEqual({ name: 'loss', split: 'test', layer: null, value: 1 / 4 });
    }
    expect(all.length).toBe(3 + 3 * 5 + 1);
    expect(all.at(-1)).toEqual({
      event: 'sweep',
      sweep: 1,
      status: 'finished',
      trials: { pending: 0, running: 0, finished: 3, stopped: 0, diverged: 0, failed: 0 },
      db: join(folder, 'sparsweep.db'),
    });
  });

  it('stays JSON when plugins print and workers die', async () => {
    const regularizers = ['print', 'kill'].map((fault) => ({
      use: testPlugin('faultyRegularizer'),
      fault,
      hook: 'state',
    }));
    const folder = sweepFolder(
      nullSweep({
        model: { layers: [{ units: 2, regularizers: [{ name: 'method', values: regularizers }] }] },
        replicates: 1,
        train: { epochs: 1 },
        run: { engine: 'tfjs', retries: 1 },
      }),
    );
    const { status, stdout, stderr } = await sparsweep(['run', 'sweep.yaml', '--json'], { cwd: folder });
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    const all = events(stdout);
    expect(all).toContainEqual({ event: 'output', text: 'to be seen' });
    expect(all).toContainEqual({ event: 'output', text: 'to be seen, too' });
    const reason = expect.stringMatching(/^its worker process was killed by SIGKILL$/m);
    expect(all.filter(({ event }) => event === 'lost')).toEqual([
      { event: 'lost', trial: 1, reason, retried: true },
      { event: 'lost', trial: 1, reason, retried: false },
    ]);
    expect(all.filter(({ event }) => event === 'ended')).toMatchObject([
      { trial: 0, status: 'finished' },
      { trial: 1, status: 'failed', error: reason },
    ]);
  });
});

describe('run in a pipe', () => {
  it('prints plain lines: a trial each, the results, where they are', async () => {
    const folder = sweepFolder(nullSweep({ run: { engine: '@sparsweep/testkit/null-engine', workers: 1 } }));
    const { status, stdout, stderr } = await sparsweep(['run', 'sweep.yaml'], { cwd: folder });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const lines = stdout.trimEnd().split('\n');
    expect(lines[0]).toBe('nothing: 6 trials, 1 worker');
    expect(lines[1]).toBe('1/6 trial 0 finished: units = 2; validation.accuracy 0.8750');
    expect(lines[6]).toBe('6/6 trial 5 finished: units = 4; validation.accuracy 0.8750');
    expect(lines[8]).toMatch(/^configuration +units +n +validation accuracy/);
    expect(lines[10]).toMatch(/^ +0 +2 +2 +87\.50 ± 0\.00%/);
    expect(lines.slice(-3)).toEqual([
      'sweep 1 finished',
      `database  ${join(folder, 'sparsweep.db')}`,
      'more      sparsweep report nothing',
    ]);
    // No control characters: nothing that a log file would show as garbage.
    expect(stdout).toMatch(/^[\P{Cc}\n]*$/u);
  });

  it('lets the user see what plugins print, apart from its own lines', async () => {
    const regularizers = [{ use: testPlugin('faultyRegularizer'), fault: 'print', hook: 'state' }];
    const model = { layers: [{ units: 2, regularizers }] };
    const folder = sweepFolder(nullSweep({ model, replicates: 1, train: { epochs: 1 }, run: { engine: 'tfjs' } }));
    const { status, stdout, stderr } = await sparsweep(['run', 'sweep.yaml'], { cwd: folder });
    expect(status).toBe(0);
    expect(stderr.trimEnd().split('\n').toSorted()).toEqual(['to be seen', 'to be seen, too']);
    expect(stdout).not.toContain('to be seen');
  });

  it('trains on when no one reads any more', async () => {
    const gate = { engine: testPlugin('gatedEngine'), workers: 1 };
    const folder = sweepFolder(nullSweep({ run: gate }));
    const env = { GATE: join(folder, 'gate') };
    const running = startSparsweep(['run', 'sweep.yaml', '--json'], { cwd: folder, env });
    await running.printed(/"event":"epoch"/);
    running.closeOutput();
    writeFileSync(env.GATE, '');
    expect(await running.ended).toMatchObject({ status: 0, stderr: '' });
    const reader = openTestReader(folder);
    expect(reader.findSweep('1').status).toBe('finished');
    expect(reader.progress(1).finished).toBe(6);
  });
});

describe('run --dry-run', () => {
  it('says how many trials there are and what the first ten configurations are, and writes nothing', async () => {
    const units = Array.from({ length: 12 }, (_, i) => i + 1);
    const folder = sweepFolder(nullSweep({ model: { layers: [{ units: { values: units } }] } }));
    const { status, stdout, stderr } = await sparsweep(['run', 'sweep.yaml', '--dry-run'], { cwd: folder });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const lines = stdout.trimEnd().split('\n');
    expect(lines[0]).toBe('nothing: 24 trials (12 configurations, 2 replicates of each)');
    expect(lines.slice(3, -1).map((line) => line.trim().split(/ +/))).toEqual(
      units.slice(0, 10).map((width, configuration) => [String(configuration), String(width)]),
    );
    expect(lines.at(-1)).toBe('and 2 more');
    expect(existsSync(join(folder, 'sparsweep.db'))).toBe(false);
  });

  it('says how many trials may come after the first generation of a method that learns', async () => {
    const units = { units: { min: 1, max: 64 } };
    const search = { method: 'nsga2', population: 4, trials: 41 };
    const metrics = [{ name: 'train.loss', goal: 'minimize' }];
    const folder = sweepFolder(nullSweep({ model: { layers: [units] }, search, metrics }));
    const { stdout } = await sparsweep(['run', 'sweep.yaml', '--dry-run'], { cwd: folder });
    expect(stdout.split('\n')[0]).toBe(
      'nothing: at most 40 trials, of which are known: 8 trials (4 configurations, 2 replicates of each)',
    );
  });

  it('says it as JSON, too', async () => {
    const folder = sweepFolder(nullSweep());
    const { status, stdout } = await sparsweep(['run', 'sweep.yaml', '--dry-run', '--json'], { cwd: folder });
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      name: 'nothing',
      trials: 6,
      atMost: 6,
      configurations: 3,
      first: [2, 3, 4].map((units, configuration) => ({ configuration, parameters: { units } })),
    });
    expect(existsSync(join(folder, 'sparsweep.db'))).toBe(false);
  });
});

describe('bad input to run', () => {
  it.each<[string, JsonObject, readonly string[], RegExp]>([
    ['a key that is misspelled', { replicate: 2 }, [], /sweep\.yaml:\d+:\d+: .*\n.*"replicate"(.*\n)+.*`replicates`/],
    ['two faults at once', { replicates: 0, train: { epoch: 1 } }, [], /`epoch`(.*\n)+.*`replicates` is 0/],
    ['an engine that does not exist', {}, ['--engine', 'wasn'], /no engine `wasn`/],
    ['a value that no draw may take', {}, ['--set', 'model.layers[0].units={ min: -1, max: 1 }'], /units/],
    [
      'a budget too small for one configuration',
      {},
      ['--set', 'search={ method: grid, trials: 1 }'],
      /`trials` is 1, not enough for the 2 replicates/,
    ],
    [
      'a grid without end',
      {},
      [
        '--set',
        'replicates=1',
        '--set',
        'model.layers[0].units={ min: 1, max: 60000 }',
        '--set',
        'train.epochs={ min: 1, max: 2 }',
      ],
      /more than 100000 configurations/,
    ],
    ['a count of workers that is none', {}, ['--workers', '1.5'], /Write a whole number from 1 up/],
    ['an option that is misspelled', {}, ['--worker', '2'], /unknown option '--worker'\n\(Did you mean --workers\?\)/],
    ['a folder for a database', {}, ['--db', '.'], /it is a folder/],
  ])('%s: exit status 2, and nothing is written', async (_, fields, args, message) => {
    const folder = sweepFolder(nullSweep(fields));
    const { status, stdout, stderr } = await sparsweep(['run', 'sweep.yaml', ...args], { cwd: folder });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^ +at /m);
    expect(existsSync(join(folder, 'sparsweep.db'))).toBe(false);
  });

  it.each([
    ['nowhere.yaml', 'nowhere.yaml cannot be read: no such file\n'],
    ['.', '. cannot be read: it is a folder; name the YAML file in it\n'],
  ])('the file %s: exit status 2', async (file, message) => {
    const folder = sweepFolder(nullSweep());
    expect(await sparsweep(['run', file], { cwd: folder })).toMatchObject({ status: 2, stdout: '', stderr: message });
  });
});
