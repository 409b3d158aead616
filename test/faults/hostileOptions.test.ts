import { importPlugin } from '@sparsweep/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sweep } from '../support/hostile/hostileSweep.ts';
import { faultsOf, readingEnd } from '../support/hostile/readingEnd.ts';
import { catalog } from '../support/hostile/testCatalog.ts';

/** Values that are rarely valid for an option, by what they are. */
const ODD: Readonly<Record<string, string>> = {
  'an infinite number': '.inf',
  'no number': '.nan',
  'a number beyond all': '-1e400',
  'a whole number beyond all': '99999999999999999999999',
  'an escape sequence': '"\\e[2J\\0\\u202e"',
  'a long text': `"${'x'.repeat(10_000)}"`,
  nothing: '~',
  'a list of lists': '[[[]], [1e400]]',
  'a prototype': '{ __proto__: { polluted: 1 } }',
  'a schedule of nothing': '{ schedule: linear, from: .inf, to: .nan }',
  'an empty range': '{ min: 2, max: 1 }',
  'a reference to nothing': '{ ref: __proto__ }',
};

/** Sweep files with a plugin of each kind and one option of it. */
const dataset = (use: string, option: string) => sweep({ dataset: `{ use: ${use}, ${option} }` });
const regularizer = (use: string, option: string) =>
  sweep({ layer: `{ units: 4, regularizers: [{ use: ${use}, ${option} }] }` });
const optimizer = (use: string, option: string) => sweep({ rest: `train: { optimizer: { use: ${use}, ${option} } }` });
const pruner = (use: string, option: string) =>
  sweep({ rest: `metrics: [{ name: validation.loss, goal: minimize }]\nearlyTerminate: { use: ${use}, ${option} }` });
const sampler = (use: string, option: string) => sweep({ rest: `search: { method: ${use}, trials: 3, ${option} }` });

/** Every option of every plugin of the program, with the function that writes a sweep file with it. */
async function everyOption() {
  const { dataset: datasets, regularizer: regularizers } = catalog.modules;
  const loaded = [
    ...(await Promise.all(Object.values(datasets).map((url) => importPlugin('dataset', url)))),
    ...(await Promise.all(Object.values(regularizers).map((url) => importPlugin('regularizer', url)))),
  ];
  const plugins = [
    ...loaded.map((plugin) => ({ ...plugin, write: plugin.kind === 'dataset' ? dataset : regularizer })),
    ...catalog.optimizers.map((plugin) => ({ ...plugin, write: optimizer })),
    ...catalog.pruners.map((plugin) => ({ ...plugin, write: pruner })),
    ...catalog.samplers.map((plugin) => ({ ...plugin, write: sampler })),
  ];
  return plugins.flatMap(({ name, options, write }) => {
    return Object.keys(options.properties).map((option) => ({ name, option, write }));
  });
}

describe('an option of a plugin', { timeout: 180_000 }, () => {
  it.each(Object.entries(ODD))('is accepted, or refused with its place, if it is %s', async (_what, value) => {
    const options = await everyOption();
    expect(options.length).toBeGreaterThan(30);
    for (const { name, option, write } of options) {
      const end = await readingEnd(write(name, `${option}: ${value}`));
      expect(faultsOf(end), `${name}.${option}`).toEqual([]);
      if (end.outcome === 'refused') expect(end.message, `${name}.${option}`).toMatch(/^sweep\.yaml:\d+:\d+: \S/);
    }
  });

  it('is refused if it is unknown', async () => {
    const options = await everyOption();
    const example = fc.tuple(
      fc.constantFrom(...options),
      fc.oneof(fc.constantFrom('__proto__', 'constructor', 'toString', 'valueOf', ''), fc.string({ unit: 'binary' })),
    );
    const property = fc.asyncProperty(example, async ([{ name, write }, key]) => {
      fc.pre(!options.some(({ option }) => option === key) && key !== 'use');
      const end = await readingEnd(write(name, `${JSON.stringify(key)}: 1`));
      expect(faultsOf(end)).toEqual([]);
      expect(end).toMatchObject({ outcome: 'refused', message: expect.stringMatching(/^sweep\.yaml:\d+:\d+: /) });
    });
    await fc.assert(property, { numRuns: 100, seed: 20_261_130 });
  });
});
