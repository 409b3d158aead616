import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { at } from '@sparsweep/core/plugin';
import { Value } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { makeClassification } from './makeClassification.ts';
import { classificationOptions } from './options.ts';

const GOLDEN = new URL('../golden/', import.meta.url);
const names = readdirSync(GOLDEN)
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.slice(0, -'.json'.length));

/** The arguments in `NAME.json` as options, including the seed. */
function readOptions(name: string) {
  const args: unknown = JSON.parse(readFileSync(new URL(`${name}.json`, GOLDEN), 'utf8'));
  const given = Object.entries(Object(args)).map(([key, value]) => [camelCase(key), value]);
  const options = { ...Value.Create(classificationOptions), ...Object.fromEntries(given) };
  return Value.Parse(classificationOptions, options);
}

function camelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** The rows of `NAME.csv.gz`: features, then the class. */
function readRows(name: string): number[][] {
  const text = gunzipSync(readFileSync(new URL(`${name}.csv.gz`, GOLDEN))).toString('utf8');
  const lines = text.trim().split('\n').slice(1);
  return lines.map((line) => line.split(',').map(Number));
}

describe('makeClassification', () => {
  it('has reference data to compare with', () => {
    expect(names).toHaveLength(12);
  });

  it.each(names)('equals scikit-learn on %s', (name) => {
    const options = readOptions(name);
    const rows = readRows(name);
    const { features, levels } = makeClassification(options, options.randomState ?? 0);

    expect([...at(levels, 0).labels]).toEqual(rows.map((row) => row.at(-1)));
    expect([features.rows, features.columns]).toEqual([rows.length, at(rows, 0).length - 1]);
    const expected = rows.flatMap((row) => row.slice(0, -1));
    const off = expected.findIndex(
      (value, index) => !(Math.abs(at(features.values, index) - value) <= 1e-9 * Math.abs(value)),
    );
    expect(off, `element ${off}: ${features.values[off]} instead of ${expected[off]}`).toBe(-1);
  });

  it('has one level with numbered classes', () => {
    const options = { ...Value.Create(classificationOptions), nClasses: 3, nInformative: 3 };
    const { levels } = makeClassification(options, 0);
    expect(levels.map(({ name, classes }) => ({ name, classes }))).toEqual([
      { name: 'class', classes: ['0', '1', '2'] },
    ]);
  });
});
