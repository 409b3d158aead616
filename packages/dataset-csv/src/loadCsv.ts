import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Dataset, messageOf, SparsweepError } from '@sparsweep/core/plugin';
import { labelClasses } from './labelClasses.ts';
import type { CsvOptions } from './options.ts';
import { readTable } from './readTable.ts';

/**
 * Reads a CSV file as a dataset of one level, named after the target column (`class` in a file without a header).
 *
 * @param folder where a relative path starts
 * @throws SparsweepError `invalid-option` for a path or a target that is not there, `invalid-data` for a file that
 * cannot be used, with the line and the column
 */
export async function loadCsv(options: CsvOptions, folder: string): Promise<Dataset> {
  const table = readTable(await read(options.path, folder), options);
  const { values, names, target, targets } = table;
  const { classes, labels } = labelClasses(targets);
  if (classes.length < 2) {
    throw new SparsweepError(
      'invalid-data',
      `dataset csv: ${options.path}: the target, ${target.label}, is "${classes[0]}" in every row; a classifier needs ` +
        'two classes or more: set the option target to another column, or add rows of another class',
    );
  }
  return {
    features: { rows: targets.length, columns: values.length / targets.length, values },
    ...(names && { featureNames: names }),
    levels: [{ name: target.name, classes, labels }],
  };
}

async function read(path: string, folder: string): Promise<Buffer> {
  const file = resolve(folder, path);
  try {
    return await readFile(file);
  } catch (error) {
    throw new SparsweepError(
      'invalid-option',
      `dataset csv: option path: "${path}", read as ${file}, cannot be opened (${messageOf(error)}); ` +
        'give a file that exists, relative to the folder of the sweep file',
      { cause: error },
    );
  }
}
