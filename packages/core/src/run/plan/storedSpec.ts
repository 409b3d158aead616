import type { Catalog } from '../../catalog/catalog.ts';
import { SparsweepError } from '../../plugin/errors.ts';
import type { SweepRow } from '../../store/read/rows.ts';
import { InvalidSweepError } from '../../sweepfile/problem.ts';
import { readSweep } from '../../sweepfile/readSweep.ts';
import type { Sweep } from '../../sweepfile/sweepSpec.ts';

/**
 * A stored sweep, read again from its stored text.
 *
 * @param folder against which paths in it are read.
 * @param sets overrides, as `--set` gives them.
 * @throws SparsweepError `invalid-sweep` when the stored text can no longer be used, as without a plugin that it names.
 */
export async function storedSweep(
  { id, name, specYaml }: SweepRow,
  folder: string,
  catalog: Catalog,
  sets: readonly string[] = [],
): Promise<Sweep> {
  try {
    return await readSweep({ text: specYaml, path: `${name} (sweep ${id})`, folder }, catalog, sets);
  } catch (thrown) {
    if (!(thrown instanceof InvalidSweepError)) throw thrown;
    const note = `Paths in the stored sweep file were read against ${folder}; name another folder with --folder.`;
    throw new SparsweepError(thrown.code, `${thrown.message}\n\n${note}`, { cause: thrown });
  }
}
