import { readdirSync, readFileSync } from 'node:fs';

/** State and parent of a process, as /proc tells them; undefined where there is none of that id. */
function standing(pid: number): { readonly state: string; readonly parent: number } | undefined {
  try {
    const [state = '', parent = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return { state, parent: Number(parent) };
  } catch {
    return undefined;
  }
}

/** The ids of the processes that a process started and that run. */
export function childProcesses(parent: number): readonly number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => standing(pid)?.parent === parent && isRunning(pid));
}

/** Whether there is a process of that id that has not ended. */
export function isRunning(pid: number): boolean {
  const found = standing(pid);
  return found !== undefined && found.state !== 'Z';
}
