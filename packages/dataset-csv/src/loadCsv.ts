import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Dataset, messageOf, SparsweepError, shortened, visibleText } from '@sparsweep/core/plugin';
import { quoted } from './fields.ts';
import { labelClasses } from './labelClasses.ts';
import type { CsvOptions } from './options.ts';
import { readTable } from './readTable.ts';

/**
 * Reads a CSV file as a dataset of one level, named after the target column (`class` in a file without a header).
 *
 * @param folder The folder that relative paths start from.
 * @throws SparsweepError `invalid-option` for a missing file or target; `invalid-data` for invalid content, with line and
 * column.
 */
export async function loadCsv(options: CsvOptions, folder: string): Promise<Dataset> {
  const table = readTable(await read(options.path, folder), options);
  const { values, names, target, targets } = table;
  const { classes, labels } = labelClasses(targets);
  if (classes.length < 2) {
    throw new SparsweepError(
      'invalid-data',
      `dataset csv: ${options.path}: the target, ${target.label}, is ${quoted(classes[0] ?? '')} in every row; a classifier needs ` +
        'two classes or more: set the option target to another column, or add rows of another class',
    );
  }
  return {
    features: { rows: targets.length, columns: values.length / targets.length, values },
    ...(names && { featureNames: names }),
    levels: [{ name: target.name, classes, labels }],
  };
}

/** Limits memory, because more than one copy of the numbers exists for a while. */
const MOST_MEGABYTES = 500;

async function read(path: string, folder: string): Promise<Buffer> {
  const file = resolve(folder, path);
  const found = await stat(file).catch((error: unknown) => cannotBeOpened(path, file, messageOf(error), error));
  // Opening a pipe may block forever, and a device may never end.
  if (!found.isFile()) cannotBeOpened(path, file, found.isDirectory() ? 'it is a folder' : 'it is not a regular file');
  if (found.size > MOST_MEGABYTES * 1e6) {
    const megabytes = Math.round(found.size / 1e6);
    throw new SparsweepError(
      'invalid-data',
      `dataset csv: ${path}: the file has ${megabytes} MB, more than the limit of ${MOST_MEGABYTES} MB; ` +
        'remove rows, columns or digits',
    );
  }
  return readFile(file).catch((error: unknown) => cannotBeOpened(path, file, messageOf(error), error));
}

function cannotBeOpened(path: string, file: string, reason: string, cause?: unknown): never {
  throw new SparsweepError(
    'invalid-option',
    `dataset csv: option path: "${inMessage(path)}", read as ${inMessage(file)}, cannot be opened (${inMessage(reason)}); ` +
      'give a file that exists, relative to the folder of the sweep file',
    { cause },
  );
}

function inMessage(text: string): string {
  return visibleText(shortened(text, LONGEST_PATH));
}

const LONGEST_PATH = 400;
