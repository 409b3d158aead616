import { readdirSync, readFileSync } from 'node:fs';

/** State and parent of a process, from /proc; undefined where no process has that id. */
function statusOf(pid: number): { readonly state: string; readonly parent: number } | undefined {
  try {
    const [state = '', parent = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return { state, parent: Number(parent) };
  } catch {
    return undefined;
  }
}

/** The ids of the running child processes of a process. */
export function childProcesses(parent: number): readonly number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => statusOf(pid)?.parent === parent && isRunning(pid));
}

/** Whether a process with that id exists and has not ended. */
export function isRunning(pid: number): boolean {
  const found = statusOf(pid);
  return found !== undefined && found.state !== 'Z';
}
