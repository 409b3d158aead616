import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { openTestReader } from '../support/openTestReader.ts';
import { BIN } from '../support/sparsweep.ts';
import { nullSweep } from '../support/sweeps.ts';
import { sweepFolder } from '../support/temporaryFolder.ts';

describe('a store that cannot grow', () => {
  it('ends the sweep with the reason, and not with a stack', () => {
    const folder = sweepFolder(nullSweep({ replicates: 200, train: { epochs: 20 } }));
    // No file may grow beyond 200 blocks, of 512 or 1024 bytes.
    const script = 'ulimit -f 200; exec "$0" "$@"';
    const { status, stderr } = spawnSync('sh', ['-c', script, process.execPath, BIN, 'run', 'sweep.yaml'], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(stderr).toMatch(/^cannot use the store sparsweep\.db: the disk (is full|reports an error); .*\n$/);
    expect(status).toBe(1);
    const reader = openTestReader(folder);
    expect(reader.findSweep('1').status).toBe('running');
    expect(reader.query('SELECT * FROM pragma_integrity_check').rows).toEqual([['ok']]);
  });
});
