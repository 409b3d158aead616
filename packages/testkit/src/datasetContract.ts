import type { Dataset, DatasetPlugin, LabelLevel, OptionsOf, TObject } from '@sparsweep/core/plugin';
import { beforeAll, describe, expect, it } from 'vitest';

/** The expected properties of a dataset. Omitted ones are not checked. */
export interface DatasetExpectations {
  /** Seed of the sweep's data; default 0. */
  readonly seed?: number;
  /** Folder of the sweep file; default the working folder. */
  readonly folder?: string;
  readonly rows?: number;
  readonly columns?: number;
  /** Classes of the finest level. */
  readonly classes?: readonly string[];
}

/**
 * Registers the tests that every dataset plugin must pass.
 *
 * They load the dataset twice and check its manifest, that both loads are equal, and that its shapes, labels and numbers
 * are valid.
 *
 * @param options Complete options, including defaults, for a dataset small enough to load in a test.
 *
 * @example
 * datasetContract(digits, {}, { rows: 1797, columns: 64 });
 */
export function datasetContract<Options extends TObject>(
  plugin: DatasetPlugin<Options>,
  options: OptionsOf<Options>,
  expectations: DatasetExpectations = {},
): void {
  describe(`contract of dataset ${plugin.name}`, () => {
    describeManifest(plugin);
    describeData(plugin, options, expectations);
  });
}

function describeManifest<Options extends TObject>(plugin: DatasetPlugin<Options>): void {
  it('has a kebab-case name without the kind', () => {
    expect(plugin.kind).toBe('dataset');
    expect(plugin.name).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
    expect(plugin.name).not.toMatch(/^dataset-/);
  });

  it('has a summary and describes each of its options', () => {
    expect(plugin.summary).toMatch(/\S/);
    expect(plugin.options.type).toBe('object');
    for (const [name, schema] of Object.entries(plugin.options.properties)) {
      expect(schema, `option ${name} has no description`).toHaveProperty('description', expect.stringMatching(/\S/));
    }
  });
}

function describeData<Options extends TObject>(
  plugin: DatasetPlugin<Options>,
  options: OptionsOf<Options>,
  expectations: DatasetExpectations,
): void {
  const context = { seed: expectations.seed ?? 0, folder: expectations.folder ?? process.cwd() };
  const given = structuredClone(options);
  let first: Dataset;
  let second: Dataset;

  beforeAll(async () => {
    first = await plugin.load(options, context);
    second = await plugin.load(options, context);
  });

  it('does not change its options', () => {
    expect(options).toEqual(given);
  });

  it('yields the same bits for the same options and seed', () => {
    expect(bytes(first.features.values).equals(bytes(second.features.values)), 'features differ').toBe(true);
    expect({ ...second, features: null }).toEqual({ ...first, features: null });
  });

  it('has features of the stated shape', () => {
    const { rows, columns, values } = first.features;
    expect(rows).toBeGreaterThan(0);
    expect(columns).toBeGreaterThan(0);
    expect(values).toHaveLength(rows * columns);
    expect(rows).toBe(expectations.rows ?? rows);
    expect(columns).toBe(expectations.columns ?? columns);
    if (first.featureNames) expect(first.featureNames).toHaveLength(columns);
  });

  it('has finite features', () => {
    const { columns, values } = first.features;
    const place = values.findIndex((value) => !Number.isFinite(value));
    expect(place, `row ${Math.floor(place / columns)}, column ${place % columns} is ${values[place]}`).toBe(-1);
  });

  it('labels every row with a valid class on every level', () => {
    expect(first.levels).not.toHaveLength(0);
    expectDistinct(first.levels.map((level) => level.name));
    for (const level of first.levels) expectLabels(level, first.features.rows);
    if (expectations.classes) expect(first.levels.at(-1)?.classes).toEqual(expectations.classes);
  });
}

function expectLabels({ name, classes, labels }: LabelLevel, rows: number): void {
  expect(labels, `level ${name}`).toHaveLength(rows);
  expect(classes, `level ${name}`).not.toHaveLength(0);
  expectDistinct(classes);
  const row = labels.findIndex((label) => label < 0 || label >= classes.length);
  expect(row, `level ${name}, row ${row} is labelled ${labels[row]} of ${classes.length} classes`).toBe(-1);
}

function expectDistinct(names: readonly string[]): void {
  expect([...new Set(names)]).toEqual(names);
}

function bytes(values: Float64Array): Buffer {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength);
}
