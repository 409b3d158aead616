import type { Dataset } from '../../plugin/dataset.ts';
import { SparsweepError } from '../../plugin/errors.ts';

/**
 * Checks that what a dataset plugin yielded fits together: values that are missing would be trained on as zeros.
 *
 * @throws SparsweepError `broken-plugin` naming what does not fit.
 */
export function checkDataset({ features, featureNames, levels }: Dataset): void {
  const { rows, columns, values } = features;
  expectCount(`values in features of ${rows} rows and ${columns} columns`, values.length, rows * columns);
  if (featureNames !== undefined) expectCount('featureNames', featureNames.length, columns);
  for (const { name, classes, labels } of levels) {
    expectCount(`labels in level \`${name}\``, labels.length, rows);
    const odd = labels.find((label) => classes[label] === undefined);
    if (odd !== undefined) {
      throw new SparsweepError(
        'broken-plugin',
        `level \`${name}\` has the label ${odd}, and ${classes.length} classes`,
      );
    }
  }
}

function expectCount(what: string, found: number, expected: number): void {
  if (found === expected) return;
  throw new SparsweepError('broken-plugin', `it yielded ${found} ${what}; there must be ${expected}`);
}
