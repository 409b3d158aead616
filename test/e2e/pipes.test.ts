import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { BIN } from '../support/sparsweep.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

describe('a pipe that closes early', () => {
  it.each([
    ['classification', 2],
    ['digits', 1],
  ])('is no error for `dataset %s`', (name, lines) => {
    // The samples do not fit into a pipe, so the command is still writing when `head` exits.
    const command = `("$0" "$1" dataset ${name} --set nSamples=3000; echo "status $?" >&2) | head -${lines}`;
    const script = name === 'digits' ? command.replace(' --set nSamples=3000', '') : command;
    const { stdout, stderr } = spawnSync('sh', ['-c', script, process.execPath, BIN], {
      cwd: temporaryFolder(),
      encoding: 'utf8',
    });
    expect(stderr).toBe('status 0\n');
    expect(stdout.trimEnd().split('\n')).toHaveLength(lines);
    expect(stdout).toMatch(/^x0,x1,x2,/);
  });
});
