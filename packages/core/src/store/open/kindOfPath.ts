import { statSync } from 'node:fs';

/** What is at a path. Where permission to look is lacking it is `file`: opening it then says what is wrong. */
export function kindOfPath(path: string): 'absent' | 'folder' | 'file' | 'special' {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return 'absent';
    if (stats.isDirectory()) return 'folder';
    return stats.isFile() ? 'file' : 'special';
  } catch {
    return 'file';
  }
}

/** Bytes of the file at a path; 0 where there is none, or where permission to look is lacking. */
export function sizeOfFile(path: string): number {
  try {
    return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  } catch {
    return 0;
  }
}
