import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { HOSTILE_GROUPS, type HostileGroup, hostileSweeps } from '../support/hostile/hostileSweeps.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const READER = fileURLToPath(new URL('../support/hostile/readHostile.ts', import.meta.url));

/** Far more than any file takes on a busy machine, and far less than what has no end. */
const MOST_MILLISECONDS = 60_000;
/** A process that needs more memory for its objects than this dies, and the test says on which file. */
const MOST_MEBIBYTES = 2000;

interface End {
  readonly attack: string;
  readonly outcome?: string;
  readonly milliseconds?: number;
  readonly message?: string;
  readonly faults?: readonly string[];
}

/** Reads all sweeps of a group in a process of its own, which is ended where it hangs. */
function read(group: HostileGroup): { readonly ends: readonly End[]; readonly died: string } {
  const folder = temporaryFolder();
  const { stdout, stderr, status, signal } = spawnSync(
    process.execPath,
    [`--max-old-space-size=${MOST_MEBIBYTES}`, READER, group],
    { cwd: folder, encoding: 'utf8', timeout: 2 * MOST_MILLISECONDS, killSignal: 'SIGKILL', maxBuffer: 2 ** 28 },
  );
  const lines: readonly End[] = stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
  const ends = lines.filter(({ outcome }) => outcome !== undefined);
  // Nothing that a file says makes reading it write a file.
  expect(readdirSync(folder)).toEqual([]);
  return { ends, died: status === 0 ? '' : `at ${lines.at(-1)?.attack}: ${signal ?? status} ${stderr.slice(-2000)}` };
}

describe('a sweep file that means no good', { timeout: 3 * MOST_MILLISECONDS }, () => {
  it.each(HOSTILE_GROUPS)('ends as a spec or as a message, in time: %s', (group) => {
    const attacks = hostileSweeps(group);
    const { ends, died } = read(group);
    expect(died).toBe('');
    expect(ends.map(({ attack }) => attack)).toEqual(attacks.map(({ attack }) => attack));
    expect(ends.flatMap(({ attack, faults = [] }) => faults.map((fault) => `${attack}: ${fault}`))).toEqual([]);
    expect(ends.filter(({ milliseconds = 0 }) => milliseconds > MOST_MILLISECONDS)).toEqual([]);
    const wrong = attacks.flatMap(({ attack, outcome = 'refused' }, i) => {
      const end = ends[i]?.outcome;
      return outcome === 'either' || outcome === end ? [] : [`${attack}: ${end}, not ${outcome}: ${ends[i]?.message}`];
    });
    expect(wrong).toEqual([]);
  });
});
