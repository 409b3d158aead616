import { describe, expect, it } from 'vitest';
import { openTestReader } from '../support/openTestReader.ts';
import { testPlugin } from '../support/plugins.ts';
import { sparsweep } from '../support/sparsweep.ts';
import { numbersOf } from '../support/sweepRecords.ts';
import { trainedSweep } from '../support/sweeps.ts';
import { sweepFolder } from '../support/temporaryFolder.ts';

describe('the numbers of a sweep', () => {
  it('are the same for any number of workers', async () => {
    const folder = sweepFolder(trainedSweep());
    const workers = [1, 2, 3];
    for (const count of workers) {
      const args = ['run', 'sweep.yaml', '--workers', String(count), '--db', `${count}.db`];
      expect(await sparsweep(args, { cwd: folder })).toMatchObject({ status: 0, stderr: '' });
    }
    const [one = [], ...others] = workers.map((count) => numbersOf(openTestReader(folder, `${count}.db`)));
    expect(one.length).toBeGreaterThan(500);
    for (const numbers of others) expect(numbers).toEqual(one);
  });

  it('are the same when trials had to be tried again', async () => {
    const sweep = (first: string, second: string): ReturnType<typeof trainedSweep> => {
      const values = [first, second].map((fault, i) => ({
        use: testPlugin('faultyRegularizer'),
        fault,
        once: `once${i}`,
      }));
      return trainedSweep({ model: { layers: [{ units: 8, regularizers: [{ name: 'method', values }] }] } });
    };
    const quiet = sweepFolder(sweep('none', 'none'));
    expect(await sparsweep(['run', 'sweep.yaml'], { cwd: quiet })).toMatchObject({ status: 0 });
    const disturbed = sweepFolder(sweep('kill', 'exit'));
    const ended = await sparsweep(['run', 'sweep.yaml'], { cwd: disturbed });
    expect(ended.stdout).toMatch(/trial \d: its worker process was killed by SIGKILL; retrying/);
    expect(ended.stdout).toMatch(/trial \d: its worker process exited with status 7; retrying/);
    expect(ended.status).toBe(0);
    const reader = openTestReader(disturbed);
    expect(
      reader
        .trials(1)
        .map(({ attempt }) => attempt)
        .toSorted(),
    ).toEqual([1, 1, 2, 2]);
    expect(numbersOf(reader)).toEqual(numbersOf(openTestReader(quiet)));
  });

  it('change with the seed of the search', async () => {
    const folder = sweepFolder(trainedSweep({ replicates: 1, train: { epochs: 1 } }));
    for (const seed of ['0', '1']) {
      const args = ['run', 'sweep.yaml', '--set', `search={ method: grid, seed: ${seed} }`, '--db', `${seed}.db`];
      expect(await sparsweep(args, { cwd: folder })).toMatchObject({ status: 0 });
    }
    const [zero, one] = ['0.db', '1.db'].map((file) => numbersOf(openTestReader(folder, file)));
    expect(one).not.toEqual(zero);
    expect(one?.length).toBe(zero?.length);
  });
});
