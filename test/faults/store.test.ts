import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { BIN } from '../support/sparsweep.ts';
import { openTestReader } from '../support/stores.ts';
import { nullSweep } from '../support/sweeps.ts';
import { sweepFolder } from '../support/temporaryFolder.ts';

/** A sweep too large for the small disks below. */
const LARGE = { replicates: 200, train: { epochs: 20 } };

describe('a store that cannot grow', () => {
  it('ends the sweep with the reason instead of a stack trace', () => {
    const folder = sweepFolder(nullSweep(LARGE));
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

/** Runs a script with a disk of so many KiB mounted at `./disk` until the script ends. */
function onSmallDisk(kibibytes: number, folder: string, script: string) {
  const mounting = `mkdir -p disk && mount -t tmpfs -o size=${kibibytes}k tmpfs disk || exit 99\n`;
  const command = ['--map-root-user', '--mount', 'sh', '-c', mounting + script, process.execPath, BIN];
  return spawnSync('unshare', command, { cwd: folder, encoding: 'utf8' });
}

const NO_DISK = 'this user may not mount a disk of its own (unshare --map-root-user --mount)';
const MOUNTING = ['--map-root-user', '--mount', 'mount', '-t', 'tmpfs', 'tmpfs', tmpdir()];
const mayMount = spawnSync('unshare', MOUNTING).status === 0;

describe('a full disk', () => {
  it('ends the sweep with a message and loses nothing, so that it resumes when there is room', (context) => {
    if (!mayMount) return context.skip(NO_DISK);
    const folder = sweepFolder(nullSweep(LARGE));
    const script = `
      "$0" "$1" run sweep.yaml --db disk/sparsweep.db > /dev/null; echo "run: $?" >&2
      mount -o remount,size=64m disk
      "$0" "$1" doctor --db disk/sparsweep.db | tail -n 1 >&2
      "$0" "$1" resume --db disk/sparsweep.db > /dev/null; echo "resume: $?" >&2
      "$0" "$1" query "SELECT status, count(*) FROM trials GROUP BY status" --format csv --db disk/sparsweep.db`;
    const { stdout, stderr } = onSmallDisk(600, folder, script);
    expect(stderr).toMatch(
      /^cannot use the store disk\/sparsweep\.db: the disk is full; make room, .+\nrun: 1\nthe database is sound\nresume: 0\n$/,
    );
    expect(stdout).toBe('status,count(*)\nfinished,600\n');
  });

  it('without room for a single page prevents a sweep from starting', (context) => {
    if (!mayMount) return context.skip(NO_DISK);
    const folder = sweepFolder(nullSweep());
    const script = `
      dd if=/dev/zero of=disk/filler bs=4k 2> /dev/null
      "$0" "$1" run sweep.yaml --db disk/sparsweep.db; echo "run: $?" >&2`;
    const { stdout, stderr } = onSmallDisk(64, folder, script);
    expect(stderr).toMatch(/^cannot use the store disk\/sparsweep\.db: the disk is full; make room, .+\nrun: 2\n$/);
    expect(stdout).toBe('');
  });

  it('leaves no half-saved store behind', (context) => {
    if (!mayMount) return context.skip(NO_DISK);
    const folder = sweepFolder(nullSweep());
    const script = `
      "$0" "$1" run sweep.yaml > /dev/null; echo "run: $?" >&2
      "$0" "$1" doctor --db sparsweep.db --save disk/saved.db; echo "save: $?" >&2
      ls disk`;
    const { stdout, stderr } = onSmallDisk(40, folder, script);
    expect(stderr).toMatch(/^run: 0\ncannot use the store disk\/saved\.db: the disk is full; .+\nsave: 2\n$/);
    expect(stdout).toBe('');
  });
});

describe('a read-only disk', () => {
  it('is reported, since even reading creates files, and leaves the store unchanged', (context) => {
    if (!mayMount) return context.skip(NO_DISK);
    const folder = sweepFolder(nullSweep());
    const script = `
      "$0" "$1" run sweep.yaml --db disk/sparsweep.db > /dev/null || exit 98
      mount -o remount,ro disk
      sha256sum disk/sparsweep.db > before
      for command in "run sweep.yaml" list "results nothing" "query SELECT" doctor; do
        "$0" "$1" $command --db disk/sparsweep.db; echo "$command: $?" >&2
      done
      sha256sum --quiet --check before`;
    const { status, stdout, stderr } = onSmallDisk(4096, folder, script);
    const refusal = (command: string) =>
      'cannot use the store disk/sparsweep.db: it cannot be opened; check that you may read and write the file and its ' +
      'folder, for even reading needs files beside it, or name another file with --db FILE (unable to open database ' +
      `file)\n${command}: 2\n`;
    expect(stderr).toBe(['run sweep.yaml', 'list', 'results nothing', 'query SELECT', 'doctor'].map(refusal).join(''));
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  });
});
