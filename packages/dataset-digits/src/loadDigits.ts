import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import type { Dataset } from '@sparsweep/core/plugin';
import { parse } from 'csv-parse/sync';

const FILE = new URL('../data/digits.csv.gz', import.meta.url);

/** Side of an image, in pixels. */
const SIDE = 8;
const PIXELS = SIDE * SIDE;

/** Largest pixel value: the file counts the dark dots of a 4 by 4 block. */
const LARGEST = 16;

/** The images and digits in file order; pixels are row by row, from 0 (paper) to 1 (ink). */
export async function loadDigits(): Promise<Dataset> {
  const records = parse(gunzipSync(await readFile(FILE)));
  return {
    features: {
      rows: records.length,
      columns: PIXELS,
      values: Float64Array.from(
        records.flatMap((record) => record.slice(0, PIXELS)),
        (pixel) => Number(pixel) / LARGEST,
      ),
    },
    featureNames: Array.from({ length: PIXELS }, (_, pixel) => `pixel_${Math.floor(pixel / SIDE)}_${pixel % SIDE}`),
    levels: [
      {
        name: 'digit',
        classes: Array.from({ length: 10 }, (_, digit) => String(digit)),
        labels: Int32Array.from(records, (record) => Number(record[PIXELS])),
      },
    ],
  };
}
