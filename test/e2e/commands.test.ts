import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openReader } from '@sparsweep/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ended } from '../support/runningCommand.ts';
import { sparsweep } from '../support/sparsweep.ts';
import { nullSweep } from '../support/sweeps.ts';

/** Holds a database with the sweep `nothing` (three configurations, two replicates) and a sweep whose name is odd. */
const folder = mkdtempSync(join(tmpdir(), 'sparsweep-commands-'));
const ODD_NAME = 'an odd; name';

beforeAll(async () => {
  writeFileSync(join(folder, 'sweep.yaml'), JSON.stringify(nullSweep(), null, 2));
  await run('run', 'sweep.yaml');
  await run('run', 'sweep.yaml', '--set', `name=${ODD_NAME}`, '--set', 'replicates=1');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args: readonly string[]): Promise<Ended> => sparsweep(args, { cwd: folder });

/** What a command prints, when it succeeds and has nothing to complain of. */
async function printed(...args: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await run(...args);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}

/** The rows of a table: what follows the rule. */
function cells(table: string): readonly (readonly string[])[] {
  const lines = table.trimEnd().split('\n');
  return lines.slice(lines.findIndex((line) => line.startsWith('──')) + 1).map((line) => line.trim().split(/ {2,}/));
}

describe.concurrent('sparsweep', () => {
  const commands = 'run validate list show results query report rerun plugins dataset inspect doctor'.split(' ');

  it('lists its commands, and prints its version', async () => {
    const help = await printed('--help');
    for (const command of commands) expect(help).toMatch(new RegExp(`^  ${command} `, 'm'));
    expect(await printed('--version')).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it.each(commands)('explains %s, with examples', async (command) => {
    const help = await printed(command, '--help');
    expect(help).toContain(`Usage: sparsweep ${command}`);
    expect(help).toMatch(new RegExp(`Examples:\n  \\$ sparsweep ${command}`));
  });

  it.each([
    [[], /Usage: sparsweep/],
    [['lst'], /unknown command 'lst'\n\(Did you mean list\?\)/],
    [['list', '--formt', 'csv'], /unknown option '--formt'\n\(Did you mean --format\?\)\n\(sparsweep list --help/],
    [['list', '--format', 'xml'], /argument 'xml' is invalid\. Allowed choices are table, csv, json/],
    [['show'], /missing required argument 'sweep'/],
    [['list', 'too', 'much'], /too many arguments/],
  ])('answers %j with exit status 2', async (args, message) => {
    const { status, stdout, stderr } = await run(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });

  it.each([
    ['list'],
    ['show', 'nothing'],
    ['results', 'nothing'],
    ['query', 'SELECT 1'],
    ['report', 'nothing'],
    ['rerun', '0'],
  ])('%s says that a database is not there, and does not make it', async (...args) => {
    const { status, stdout, stderr } = await run(...args, '--db', 'nowhere.db');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^there is no store nowhere\.db; run a sweep first/);
    expect(existsSync(join(folder, 'nowhere.db'))).toBe(false);
  });

  it.each(['show', 'results', 'report'])(
    '%s says which sweeps there are when it does not know one',
    async (command) => {
      const { status, stdout, stderr } = await run(command, 'nothin');
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toContain("has no sweep 'nothin'; did you mean 'nothing'?");
      expect(stderr).toContain(`There are: 1 nothing (finished), 2 ${ODD_NAME} (finished)`);
    },
  );
});

describe.concurrent('validate', () => {
  it('says how many trials a sweep has', async () => {
    expect(await printed('validate', 'sweep.yaml')).toBe('sweep.yaml is valid: 6 trials\n');
    const one = ['--set', 'replicates=1', '--set', 'model.layers[0].units=2'];
    expect(await printed('validate', 'sweep.yaml', ...one)).toBe('sweep.yaml is valid: 1 trial\n');
  });

  it('says what is wrong', async () => {
    const { status, stdout, stderr } = await run('validate', 'sweep.yaml', '--set', 'replicates=none');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^--set replicates=none: .*replicates/);
  });
});

describe.concurrent('list', () => {
  it('has a row for each sweep', async () => {
    expect(cells(await printed('list')).map((row) => row.slice(0, -1))).toEqual([
      ['1', 'nothing', 'finished', '6', '6', '0'],
      ['2', ODD_NAME, 'finished', '3', '3', '0'],
    ]);
    const [first] = JSON.parse(await printed('list', '--format', 'json'));
    expect(first).toMatchObject({ sweep: 1, name: 'nothing', status: 'finished', trials: 6, finished: 6, failed: 0 });
    expect(await printed('list', '--format', 'csv')).toMatch(/^sweep,name,status,.*\n1,nothing,finished,6,6,0,2/);
  });
});

describe.concurrent('show', () => {
  it('shows how a sweep stands, where it ran, its configurations and its file', async () => {
    const shown = await printed('show', 'nothing');
    expect(shown).toMatch(/^nothing \(sweep 1\): finished\ntrials {7}6 finished\n/);
    expect(shown).toMatch(/spec sha256 {2}[0-9a-f]{64}\n/);
    expect(shown).toMatch(/ {2}node +24\.\d+\.\d+\n/);
    expect(shown).toMatch(/ {2}packages +.*@tensorflow\/tfjs 4\./);
    expect(shown).toMatch(/\n +2 +4 +2 +87\.50 ± 0\.00%/);
    expect(shown.endsWith(`\n${readFileSync(join(folder, 'sweep.yaml'), 'utf8')}\n`)).toBe(true);
    expect(await printed('show', '2')).toContain(`${ODD_NAME} (sweep 2): finished`);
  });

  it('shows what is best by its metrics, and how the search came there', async () => {
    const shown = await printed('show', 'nothing');
    expect(shown).toContain('\nbest by validation.accuracy (maximize): 3 of 3 configurations\n');
    expect(shown).toMatch(/\nconfiguration +units +validation\.accuracy\n─+\n +0 +2 +87\.50 ± 0\.00%\n/);
    expect(shown).toContain('\nbest so far  87.50% (configuration 0)\n');
    expect(shown).not.toContain('importance');
  });
});

describe.concurrent('results', () => {
  it('has a row for each trial', async () => {
    const rows = cells(await printed('results', 'nothing'));
    expect(rows.map((row) => row.slice(0, 4))).toEqual(
      [2, 2, 3, 3, 4, 4].map((units, trial) => [`${trial}`, `${units}`, 'finished', '3']),
    );
    expect(rows[0]?.slice(4, 12)).toEqual([
      '0.2500',
      '87.50%',
      '0.2500',
      '87.50%',
      '0.2500',
      '87.50%',
      '25.00%',
      '50.00%',
    ]);
  });

  it('filters, sorts and limits', async () => {
    const trials = async (...args: readonly string[]): Promise<readonly number[]> =>
      JSON.parse(await printed('results', 'nothing', '--format', 'json', ...args)).map(
        ({ trial }: { trial: number }) => trial,
      );
    expect(await trials('--where', 'units > 2 AND replicate = 1')).toEqual([3, 5]);
    expect(await trials('--sort', 'units DESC, number DESC')).toEqual([5, 4, 3, 2, 1, 0]);
    expect(await trials('--sort', '-units, number')).toEqual([4, 5, 2, 3, 0, 1]);
    expect(await trials('--limit', '2')).toEqual([0, 1]);
    expect(await trials('--where', 'train_accuracy > 0.5', '--sort', 'replicate DESC', '--limit', '1')).toEqual([1]);
  });

  it('has a row for each configuration, with mean and deviation', async () => {
    const table = await printed('results', 'nothing', '--by-configuration');
    expect(cells(table)[1]?.slice(0, 4)).toEqual(['1', '3', '2', '87.50 ± 0.00%']);
    const csv = await printed('results', 'nothing', '--by-configuration', '--format', 'csv');
    expect(csv.split('\n')[0]).toMatch(/^configuration,units,n,validation_accuracy,validation_accuracy_sd,/);
    expect(csv.split('\n')[1]).toMatch(/^0,2,2,0\.875,0,/);
  });

  it.each([
    [['--where', 'unit = 2'], /"unit = 2" cannot be used: no such column: unit\. Columns: .*; parameters: units/],
    [['--where', '1); DELETE FROM trials; --'], /cannot be used/],
    [['--sort', 'size'], /the order "size" cannot be used/],
    [['--limit', '0'], /'0' is invalid\. Write a whole number from 1 up\.\n\(sparsweep results --help/],
    [['--limit', '1e3'], /'1e3' is invalid/],
    [['--by-configuration', '--limit', '1'], /cannot be used with option/],
  ])('refuses %j', async (args, message) => {
    const { status, stdout, stderr } = await run('results', 'nothing', ...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });
});

function trialCount(): unknown {
  const reader = openReader(join(folder, 'sparsweep.db'));
  try {
    return reader.query('SELECT count(*) FROM trials').rows[0]?.[0];
  } finally {
    reader.close();
  }
}

describe.concurrent('query', () => {
  const sql = 'SELECT number, validation_accuracy AS accuracy FROM results WHERE sweep_id = 1 ORDER BY number LIMIT 2';

  it('answers a SELECT as table, CSV and JSON', async () => {
    expect(cells(await printed('query', sql))).toEqual([
      ['0', '0.875'],
      ['1', '0.875'],
    ]);
    expect(await printed('query', sql, '--format', 'csv')).toBe('number,accuracy\n0,0.875\n1,0.875\n');
    expect(JSON.parse(await printed('query', sql, '--format', 'json'))).toEqual([
      { number: 0, accuracy: 0.875 },
      { number: 1, accuracy: 0.875 },
    ]);
  });

  it.each([
    ["INSERT INTO sweeps (name) VALUES ('x')"],
    ['DELETE FROM trials'],
    ['UPDATE trials SET status = 1'],
    ['DROP TABLE metrics'],
    ["ATTACH 'other.db' AS other"],
    ['PRAGMA journal_mode = DELETE'],
    ['PRAGMA query_only = OFF'],
    ['VACUUM INTO "copy.db"'],
    ['WITH t AS (SELECT 1) DELETE FROM trials'],
    ['SELECT 1; DELETE FROM trials'],
    ['SELECT nothing'],
    [''],
  ])('refuses %s', async (statement) => {
    const { status, stdout, stderr } = await run('query', statement);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^the query cannot be answered: /);
    expect(trialCount()).toBe(9);
    for (const file of ['other.db', 'copy.db']) expect(existsSync(join(folder, file))).toBe(false);
  });
});

describe.concurrent('report', () => {
  it('writes one page and says where, and where the database is', async () => {
    const stdout = await printed('report', 'nothing');
    const file = join(folder, 'nothing.html');
    expect(stdout).toBe(`report    ${pathToFileURL(file)}\ndatabase  ${join(folder, 'sparsweep.db')}\n`);
    expect(readFileSync(file, 'utf8')).toMatch(/^<!doctype html>/i);
  });

  it('writes where it is told, and makes a file name of any name', async () => {
    await printed('report', 'nothing', '--out', 'page.html');
    expect(existsSync(join(folder, 'page.html'))).toBe(true);
    await printed('report', ODD_NAME);
    expect(existsSync(join(folder, 'an-odd-name.html'))).toBe(true);
  });

  it('says when it cannot', async () => {
    const { status, stdout, stderr } = await run('report', 'nothing', '--out', 'no/such/folder.html');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^the report cannot be written: ENOENT.*choose --out\n$/);
  });
});

describe.concurrent('plugins', () => {
  it('lists what a sweep file can name', async () => {
    const named = cells(await printed('plugins')).map(([kind, name]) => `${kind} ${name}`);
    expect(named).toEqual(
      expect.arrayContaining(['dataset digits', 'regularizer k-sparse', 'optimizer adam', 'sampler random']),
    );
  });

  it('describes the options of one', async () => {
    const described = await printed('plugins', 'l1');
    expect(described).toMatch(/^regularizer l1: L1: a cost/);
    expect(cells(described)).toEqual([
      ['strength', 'number', '0.01', '≥ 0', 'Weight of the sum of magnitudes.'],
      ['target', 'text', '"activations"', 'activations, weights', expect.any(String)],
      ['method', 'text', '"proximal"', 'proximal, subgradient', expect.any(String)],
    ]);
    expect(await printed('plugins', 'grid')).toMatch(/It has no options\.\n$/);
  });

  it('names them all when it does not know one', async () => {
    const { status, stdout, stderr } = await run('plugins', 'l0');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^unknown plugin `l0`; available: .*k-sparse, l1, top-k/);
  });
});

describe.concurrent('dataset', () => {
  it('prints samples as CSV and JSON', async () => {
    const csv = (await printed('dataset', 'digits')).trimEnd().split('\n');
    expect(csv).toHaveLength(1 + 1797);
    expect(csv[0]).toBe(`${Array.from({ length: 64 }, (_, i) => `x${i}`).join(',')},y`);
    expect(csv[1]).toMatch(/^0,0,0\.3125,0\.8125,0\.5625,.*,0$/);
    const args = ['--set', 'nSamples=20', '--set', 'randomState=1', '--format', 'json'];
    const json = JSON.parse(await printed('dataset', 'classification', ...args));
    expect(json).toHaveLength(20);
    expect(Object.keys(json[0])).toHaveLength(21);
  });

  it('reads a file of the folder it is called in, and draws by its seed', async () => {
    writeFileSync(join(folder, 'iris.csv'), 'length,width,kind\n1.5,2,setosa\n3,4,virginica\n');
    const csv = await printed('dataset', 'csv', '--set', 'path=iris.csv', '--set', 'target=kind');
    expect(csv).toBe('x0,x1,y\n1.5,2,setosa\n3,4,virginica\n');
    const draw = (seed: string) => printed('dataset', 'classification', '--set', 'nSamples=9', '--seed', seed);
    expect(await draw('1')).toBe(await draw('1'));
    expect(await draw('1')).not.toBe(await draw('2'));
  });

  it.each([
    [['digit'], /unknown dataset "digit"(.|\n)*did you mean `digits`\?/],
    [['classification', '--set', 'nSample=3'], /unknown key `nSample`(.|\n)*did you mean `nSamples`\?/],
    [['classification', '--set', 'nSamples'], /--set nSamples: write option=value/],
    [['classification', '--set', 'nSamples=-3'], /`nSamples` is -3/],
    [['csv', '--set', 'path=nowhere.csv'], /^dataset `csv`: .*nowhere\.csv/],
    [['digits', '--seed', 'x'], /'x' is invalid\. Write a whole number from 0 to 4294967295/],
  ])('answers %j with exit status 2', async (args, message) => {
    const { status, stdout, stderr } = await run('dataset', ...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^ +at /m);
  });
});

describe.concurrent('doctor', () => {
  it('says what is here, and what would be better', async () => {
    const told = await printed('doctor');
    expect(told).toMatch(/^sparsweep +\d/);
    expect(told).toMatch(/\nnode +v24\./);
    expect(told).toMatch(/\ncores +\d+/);
    expect(told).toMatch(/\nengine +tfjs: (cpu|tensorflow) \(/);
  });
});
