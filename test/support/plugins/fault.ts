import { writeFileSync } from 'node:fs';

/** What a plugin can do to its process. */
export const FAULTS = ['none', 'throw', 'exit', 'kill', 'hang', 'hog', 'print'] as const;
type Fault = (typeof FAULTS)[number];

const ACTS: Readonly<Record<Fault, () => void>> = {
  none: () => {},
  throw: () => {
    throw new RangeError('an axis is out of range');
  },
  exit: () => {
    console.log('so long');
    process.exit(7);
  },
  kill: () => process.kill(process.pid, 'SIGKILL'),
  hang,
  hog: () => {
    memory.push(Buffer.alloc(2 ** 30, 1));
    hang();
  },
  print: () => {
    console.log('to be seen');
    console.error('to be seen, too');
  },
};

const memory: Buffer[] = [];

function hang(): never {
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
}

/**
 * Does what its name says.
 *
 * @param once path of a file that is made before anything happens, and prevents it the next time; '' for always.
 */
export function commit(fault: Fault, once: string): void {
  if (once === '' || isFirst(once)) ACTS[fault]();
}

/** Whether no process was here before; makes the file that says so. */
function isFirst(path: string): boolean {
  try {
    writeFileSync(path, '', { flag: 'wx' });
    return true;
  } catch {
    return false;
  }
}
