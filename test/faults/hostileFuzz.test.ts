import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sweep } from '../support/hostile/hostileSweep.ts';
import { mutated, randomPath, randomSweep, randomValue } from '../support/hostile/randomSweeps.ts';
import { faultsOf, readingEnd } from '../support/hostile/readingEnd.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

/** A small file takes far less, even on a busy machine. */
const MOST_MILLISECONDS = 30_000;

const VALID = sweep({
  dataset: '{ use: classification, nSamples: 60, split: { train: 0.6, validation: 0.4 } }',
  layer: '{ units: { values: [2, 3] }, regularizers: [{ values: [{ use: l1, strength: { min: 0.1, max: 1 } }] }] }',
  rest: [
    'train: { epochs: 3, optimizer: { use: adam, learningRate: { min: 1.0e-4, max: 0.1, log: true, name: rate } } }',
    'search: { method: tpe, trials: 20, seed: 3, enqueue: [{ units: 2 }] }',
    'replicates: 2',
    'metrics: [{ name: validation.accuracy, goal: maximize }]',
    'earlyTerminate: { use: asha, minEpochs: 1, reduction: 3 }',
    'constraints: ["units * rate < 4"]',
    'run: { engine: wasm, workers: auto, trialTimeout: 10m }',
  ].join('\n'),
});

/** Reads a sweep; fails unless that ends in time, in a spec or in a message for the user. */
async function read(text: string, folder: string, sets: readonly string[] = []): Promise<string> {
  const end = await readingEnd(text, sets, folder);
  expect(faultsOf(end)).toEqual([]);
  expect(end.milliseconds).toBeLessThan(MOST_MILLISECONDS);
  return end.outcome;
}

/** Checks random examples, the same each time, in a folder that must stay empty; returns how often each outcome occurred. */
async function fuzz<Example>(
  examples: fc.Arbitrary<Example>,
  check: (example: Example, folder: string) => Promise<string>,
): Promise<Readonly<Record<string, number>>> {
  const folder = temporaryFolder();
  const counts: Record<string, number> = { read: 0, refused: 0 };
  const property = fc.asyncProperty(examples, async (example) => {
    const outcome = await check(example, folder);
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  });
  await fc.assert(property, { numRuns: 200, seed: 20_261_130 });
  expect(readdirSync(folder)).toEqual([]);
  return counts;
}

describe('a random sweep file', () => {
  it('is read if it is valid', async () => {
    expect(await read(VALID, temporaryFolder())).toBe('read');
  });

  it('ends in a spec or in a message: made of the words of sweep files', async () => {
    const counts = await fuzz(randomSweep, read);
    expect(counts.refused).toBeGreaterThan(100);
  });

  it('ends in a spec or in a message: a valid one, damaged', async () => {
    const counts = await fuzz(mutated(VALID), read);
    expect(counts.refused).toBeGreaterThan(20);
    expect(counts.read).toBeGreaterThan(5);
  });

  it('ends in a spec or in a message: with --set', async () => {
    const settings = fc.array(fc.tuple(randomPath, randomValue), { minLength: 1, maxLength: 3 });
    const counts = await fuzz(settings, (sets, folder) =>
      read(
        VALID,
        folder,
        sets.map(([path, text]) => `${path}=${text}`),
      ),
    );
    expect(counts.refused).toBeGreaterThan(100);
  });

  it.each([
    ['no equals sign', 'x'.repeat(100_000), /^--set x+….*: write path=value/],
    ['100,000 dots', `${'a.'.repeat(100_000)}b=1`, /the path has 100001 parts; a sweep needs about ten/],
    ['10,000 brackets', `name=${'['.repeat(10_000)}`, /nested too deeply/],
    ['billion laughs', `x=[&a [1,1], &b [*a,*a], ${'*b,'.repeat(60_000)}]`, /more than 100000 values/],
    ['a value of 100,000 letters', `name=${'x'.repeat(100_000)}`, /`name`/],
    ['__proto__', '__proto__.polluted=1', /unknown key `__proto__`/],
    ['constructor.prototype', 'constructor.prototype.polluted=1', /unknown key `constructor`/],
    ['a place far away', 'model.layers[4294967295].units=1', /has 1 item\n +the next index is \[1\]/],
    ['an escape sequence', 'name=\u001b[2J', /`name`|\\x1b/],
    ['a tag', 'name=!!js/function "x"', /unknown tag `!!js\/function`/],
    ['a second document', 'name=a\n--- b', /a second YAML document/],
    ['two keys in one', 'train={epochs: 1, epochs: 2}', /duplicate key `epochs`/],
  ])('is refused with a message for --set of %s', async (_what, set, message) => {
    const end = await readingEnd(VALID, [set]);
    expect(faultsOf(end)).toEqual([]);
    expect(end).toMatchObject({ outcome: 'refused', message: expect.stringMatching(message) });
  });
});
