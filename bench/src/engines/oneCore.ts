import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A command and its arguments. */
export type CommandLine = readonly [command: string, ...args: string[]];

/** The command so that it runs on one core alone, whatever threads it has; as it is where `taskset` is missing. */
export function onOneCore(...line: CommandLine): CommandLine {
  const core = lastCore();
  return core === undefined ? line : ['taskset', '--cpu-list', core, ...line];
}

/** The last core that this process may run on; the first ones have most of the interrupts. */
function lastCore(): string | undefined {
  if (spawnSync('taskset', ['--version']).status !== 0) return undefined;
  const allowed = /^Cpus_allowed_list:\s*(.*)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return allowed?.split(/[,-]/).at(-1);
}
