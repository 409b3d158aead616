import { statSync } from 'node:fs';

/** What is at a path. Where permission to look is lacking it is `file`: opening it then says what is wrong. */
export function kindOfPath(path: string): 'absent' | 'folder' | 'file' {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return 'absent';
    return stats.isDirectory() ? 'folder' : 'file';
  } catch {
    return 'file';
  }
}
