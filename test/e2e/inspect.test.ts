import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { callCommand } from '../support/callCommand.ts';
import { testPlugin } from '../support/plugins.ts';
import { type Ended, sparsweep } from '../support/sparsweep.ts';
import { sweepFolder } from '../support/temporaryFolder.ts';

/** Two trials, whose networks are 2-3-1 and 2-2-1; each is trained by plain gradient descent, 8 rows a batch. */
const SWEEP = {
  name: 'small',
  dataset: { use: 'classification', nSamples: 40, nFeatures: 2, nInformative: 2, nRedundant: 0 },
  model: { layers: [{ units: { values: [3, 2] } }] },
  train: { epochs: 1, batchSize: 8, optimizer: { use: 'sgd', learningRate: 0.1 } },
};

const inspect = (...args: readonly string[]): Promise<Ended> =>
  callCommand(['inspect', 'sweep.yaml', ...args], { cwd: sweepFolder(SWEEP) });

describe('inspect', () => {
  // With z the logit, h the code, t the target and s = 1 - 2 t, the loss is the mean of softplus(s z). Its slope by z is
  // d = sigmoid(s z) s / rows; by the output bias it is the sum of d over the rows, by the output kernel h^T d, and by
  // the sum that relu is given e = d kernel^T where h > 0, so the sum of e by the hidden bias and x^T e by the hidden
  // kernel. A row is correct where step(z) = t, and (step(z) - t)^2 is 1 in all others.
  it.each(['graph', 'kernels'])('prints the %s of the first trial', async (stage) => {
    const expected = readFileSync(new URL(`./inspect/${stage}.txt`, import.meta.url), 'utf8');
    const printed = await sparsweep(['inspect', 'sweep.yaml', '--stage', stage], { cwd: sweepFolder(SWEEP) });
    expect(printed).toEqual({ status: 0, signal: null, stdout: expected, stderr: '' });
  });

  it('prints the module of the trial that is asked for, without relaxed SIMD', async () => {
    const first = await inspect('--stage', 'wat', '--trial', '0');
    const second = await inspect('--stage', 'wat', '--trial', '1');
    for (const ended of [first, second]) {
      expect(ended).toMatchObject({ status: 0, stderr: '' });
      expect(ended.stdout).toMatch(/^\(module\n/);
      expect(ended.stdout).toContain('(export "train.rows"');
      expect(ended.stdout).toContain('f32x4.mul');
      expect(ended.stdout).not.toContain('relaxed');
    }
    expect(second.stdout).not.toBe(first.stdout);
    const graph = await inspect('--stage', 'graph', '--trial', '1');
    expect(graph.stdout).toContain('input layers.0.kernel : float32[2, 2]\n');
  });

  it.each([
    ['an unknown stage', ['--stage', 'code'], /argument 'code' is invalid\. Allowed choices are graph, kernels, wat\./],
    ['no stage', [], /required option '--stage <stage>' not specified/],
    ['an unknown trial', ['--stage', 'graph', '--trial', '2'], /^small has no trial 2; its trials are 0 to 1\n$/],
    ['something other than a number', ['--stage', 'graph', '--trial', 'first'], /argument 'first' is invalid/],
    ['a bad change', ['--stage', 'graph', '--set', 'replicates=none'], /^--set replicates=none: .*replicates/],
    [
      'a plugin that cannot be compiled',
      ['--stage', 'graph', '--set', `model.layers[0].regularizers=[{ use: "${testPlugin('readingRegularizer')}" }]`],
      /^regularizer `reading` on layer 0 cannot be compiled: its `penalty` reads the values .*; `run\.engine: tfjs` will run it\n$/,
    ],
  ])('answers %s with exit status 2', async (_case, args, message) => {
    const { status, stdout, stderr } = await inspect(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });
});
