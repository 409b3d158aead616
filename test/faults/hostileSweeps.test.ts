import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { HOSTILE_GROUPS, type HostileGroup, hostileSweeps } from '../support/hostile/hostileSweeps.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const READER = fileURLToPath(new URL('../support/hostile/readHostile.ts', import.meta.url));

/** Any file takes far less, even on a busy machine. */
const MOST_MILLISECONDS = 60_000;
/** The heap of a reader. One that needs more dies, and the test reports the file. */
const MOST_MEBIBYTES = 2000;

interface End {
  readonly attack: string;
  readonly outcome?: string;
  readonly milliseconds?: number;
  readonly message?: string;
  readonly faults?: readonly string[];
}

/** Reads all sweeps of a group in another process, which is killed if it hangs. */
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
  // Reading writes no file.
  expect(readdirSync(folder)).toEqual([]);
  return { ends, died: status === 0 ? '' : `at ${lines.at(-1)?.attack}: ${signal ?? status} ${stderr.slice(-2000)}` };
}

describe('a hostile sweep file', { timeout: 3 * MOST_MILLISECONDS }, () => {
  it.each(HOSTILE_GROUPS)('ends in time, in a spec or in a message: %s', (group) => {
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
