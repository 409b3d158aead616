import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openTestReader } from '../support/openTestReader.ts';
import { testPlugin } from '../support/plugins.ts';
import { sparsweep, startSparsweep } from '../support/sparsweep.ts';
import { nullSweep } from '../support/sweeps.ts';
import { sweepFolder } from '../support/temporaryFolder.ts';

/** A Node on the PATH, other than the pinned one, that is too old for the program. */
const oldNode = ['/usr/bin', ...(process.env.PATH ?? '').split(delimiter)]
  .filter((folder) => !folder.includes('node_modules'))
  .map((folder) => join(folder, 'node'))
  .filter((node) => existsSync(node))
  .find((node) => Number(execFileSync(node, ['-p', 'parseInt(process.versions.node)'], { encoding: 'utf8' })) < 24);
const WHY = 'no Node older than 24 is on the PATH';

describe('the command, started by an old Node', () => {
  it('starts itself again on the pinned one, and passes on its output and exit status', async (context) => {
    if (oldNode === undefined) return context.skip(WHY);
    const folder = sweepFolder(nullSweep());
    const on = { cwd: folder, node: oldNode };
    expect((await sparsweep(['doctor'], on)).stdout).toMatch(/\nnode +v24\./);
    expect(await sparsweep(['run', 'sweep.yaml'], on)).toMatchObject({ status: 0, stderr: '' });
    expect(await sparsweep(['run', 'nowhere.yaml'], on)).toMatchObject({
      status: 2,
      stderr: 'nowhere.yaml cannot be read: no such file\n',
    });
  });

  it.for(['SIGINT', 'SIGTERM'] as const)('lets %s stop the sweep once', async (signal, context) => {
    if (oldNode === undefined) return context.skip(WHY);
    const folder = sweepFolder(nullSweep({ run: { engine: testPlugin('gatedEngine'), workers: 1 } }));
    const env = { GATE: join(folder, 'gate') };
    const running = startSparsweep(['run', 'sweep.yaml', '--json'], { cwd: folder, env, node: oldNode });
    await running.printed(/"event":"epoch"/);
    // A terminal tells the whole group of Ctrl-C; `kill`, as supervisors use it, only the process that they started.
    if (signal === 'SIGINT') running.signalGroup(signal);
    else running.kill(signal);
    await running.printed(/stopping at the end of the running epochs/);
    writeFileSync(env.GATE, '');
    expect(await running.ended).toMatchObject({ status: 130, stderr: '' });
    expect(openTestReader(folder).findSweep('1').status).toBe('interrupted');
  });
});
