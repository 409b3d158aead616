import { kindOfPath } from './kindOfPath.ts';
import { absentStore } from './openReader.ts';
import { openStore, type Store } from './openStore.ts';

/**
 * Opens a store that is there for writing, and brings its schema up to date.
 *
 * @throws SparsweepError `not-found` when there is no such file, and what `openStore` throws.
 */
export async function openExistingStore(path: string): Promise<Store> {
  if (kindOfPath(path) === 'absent') throw absentStore(path);
  return openStore(path);
}
