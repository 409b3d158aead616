import { expect, it } from 'vitest';
import { testPlugin } from '../support/plugins.ts';
import { sparsweep } from '../support/sparsweep.ts';
import { openTestReader } from '../support/stores.ts';
import { nullSweep } from '../support/sweeps.ts';
import { sweepFolder } from '../support/temporaryFolder.ts';

it('shows the first 40 trials and five errors and counts the rest', async () => {
  const sizes = Array.from({ length: 6 }, (_, index) => index + 1);
  const missing = [0, 1, 2, 3, 4, 5, 6, 7];
  // 48 trials, all of which fail except the 6 whose data is complete.
  const sweep = nullSweep({
    dataset: { use: testPlugin('faultyDataset'), missing: { values: missing } },
    model: { layers: [{ units: { values: sizes } }] },
    metrics: [{ name: 'train.accuracy', goal: 'maximize' }],
    replicates: 1,
    run: { engine: '@sparsweep/testkit/null-engine', maxFailedTrials: 48 },
  });
  const folder = sweepFolder(sweep);
  const { status, stdout, stderr } = await sparsweep(['run', 'sweep.yaml'], { cwd: folder });
  expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
  const trials = openTestReader(folder).trials(1);
  const failed = trials.filter((trial) => trial.status === 'failed');
  expect([trials.length, failed.length]).toEqual([48, 42]);

  const lines = stdout.trimEnd().split('\n');
  const header = lines.findIndex((line) => /^trial +missing +units +status/.test(line));
  const shown = lines.slice(header + 2, header + 42).map((line) => line.trim().split(/ +/).slice(0, 4));
  expect(shown).toEqual(
    trials
      .slice(0, 40)
      .map(({ number, parameters, status: how }) => [number, parameters.missing, parameters.units, how].map(String)),
  );
  expect(lines[header + 42]).toBe('and 8 more rows');
  expect(lines.slice(header + 44, header + 51)).toEqual([
    ...failed.slice(0, 5).map(({ number, error }) => `trial ${number} failed: ${error?.split('\n')[0]}`),
    'and 37 more',
    '',
  ]);
});
