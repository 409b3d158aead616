import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { at, type Structure, type TrialData } from '@sparsweep/core/plugin';
import { seededStreams } from '@sparsweep/testkit';
import binaryen from 'binaryen';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compile, inspectStructure } from '../src/compile.ts';
import { cachedModule } from '../src/moduleCache.ts';
import { classifier, hidden } from './trace/structures.ts';

/** Bytes before a module in its file. */
const DIGEST_BYTES = 32;

const structure = classifier([hidden(3)]);
const data: TrialData = {
  train: {
    rows: 10,
    features: Float32Array.from({ length: 50 }, (_, index) => Math.sin(index)),
    labels: Int32Array.from({ length: 10 }, (_, row) => row % 2),
  },
};

/** The weights after one epoch. */
async function trained(compiled: Structure) {
  const program = await compile(compiled);
  const hyperparameters = { optimizer: { learningRate: 0.1 }, regularizers: compiled.layers.map(() => []) };
  const session = program.start({ epochs: 1, shuffle: false, hyperparameters, random: seededStreams(1) }, data);
  session.trainEpoch();
  const weights = session.weights();
  session.dispose();
  return weights;
}

describe('the module cache', () => {
  const { XDG_CACHE_HOME } = process.env;
  let folder = '';

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sparsweep-test-'));
    process.env.XDG_CACHE_HOME = folder;
  });
  afterEach(() => {
    if (XDG_CACHE_HOME === undefined) delete process.env.XDG_CACHE_HOME;
    else process.env.XDG_CACHE_HOME = XDG_CACHE_HOME;
    rmSync(folder, { recursive: true });
  });

  const files = () => readdirSync(join(folder, 'sparsweep', 'modules'));
  const onlyFile = () => join(folder, 'sparsweep', 'modules', at(files(), 0));

  it('is written by the first compilation and read by the next', async () => {
    const weights = await trained(structure);
    expect(files()).toEqual([expect.stringMatching(/^[0-9a-f]{64}\.wasm$/)]);
    const { ino, mtimeMs } = statSync(onlyFile());
    expect(await trained(structure)).toEqual(weights);
    expect(files()).toHaveLength(1);
    expect(statSync(onlyFile())).toMatchObject({ ino, mtimeMs });

    // To show that the file is read, replace it by a module that exports nothing.
    const empty = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);
    await cachedModule(join(folder, 'other'), 'k', 'a', async () => empty);
    writeFileSync(onlyFile(), readFileSync(join(folder, 'other', 'k.wasm')));
    await expect(trained(structure)).rejects.toThrow('the module has no function initialize');
  });

  it('has a module for each structure', async () => {
    await compile(structure);
    await compile(classifier([hidden(4)]));
    await compile(classifier([hidden(3)], 2, { batchSize: 9 }));
    expect(files()).toHaveLength(3);
  });

  it.each([
    ['cut short', (content: Buffer) => content.subarray(0, content.length / 2)],
    ['changed in one bit', (content: Buffer) => content.map((byte, i) => (i === content.length - 9 ? byte ^ 4 : byte))],
  ])('makes the same module again if its file is %s', async (_damage, spoil) => {
    const weights = await trained(structure);
    const content = readFileSync(onlyFile());
    writeFileSync(onlyFile(), spoil(content));
    expect(await trained(structure)).toEqual(weights);
    expect(readFileSync(onlyFile()).equals(content)).toBe(true);
    expect(files()).toHaveLength(1);
  });

  it('is optional: a folder that cannot be made is ignored', async () => {
    const weights = await trained(structure);
    process.env.XDG_CACHE_HOME = onlyFile();
    expect(await trained(structure)).toEqual(weights);
  });

  it('never shows a partly written file', async () => {
    const bytes = 32 * 2 ** 20;
    let isDone = false;
    const making = cachedModule(folder, 'k', 'a', async () => new Uint8Array(bytes)).finally(() => {
      isDone = true;
    });
    const sizes = new Set<number | undefined>();
    while (!isDone) {
      sizes.add(statSync(join(folder, 'k.wasm'), { throwIfNoEntry: false })?.size);
      await new Promise((resume) => setImmediate(resume));
    }
    await making;
    sizes.add(statSync(join(folder, 'k.wasm')).size);
    expect([...sizes]).toEqual([undefined, DIGEST_BYTES + bytes]);
  });

  it('has the module that the text of a structure describes', async () => {
    await compile(structure);
    const module = binaryen.parseText(await inspectStructure(structure, 'wat'));
    // No relaxed SIMD: it would not be valid with these features.
    module.setFeatures(binaryen.Features.SIMD128);
    expect(module.validate()).toBe(1);
    const assembled = Buffer.from(module.emitBinary());
    module.dispose();
    expect(assembled.equals(readFileSync(onlyFile()).subarray(DIGEST_BYTES))).toBe(true);
  });
});

describe('a structure that cannot fit into memory', () => {
  it('is an error with the memory that it needs and the limit', async () => {
    const wide = { ...classifier([hidden(40_000), hidden(40_000)]), optimizer: 'adam' };
    // The large kernel, its gradient and its two moments: 4 * 40 000^2 * 4 bytes are 24 414.1 MiB.
    const there = Math.ceil(Math.min(2 ** 32, totalmem()) / 2 ** 20);
    await expect(compile(wide)).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(
        new RegExp(
          `^a trial of this model needs 24[4-9]\\d\\d MiB of memory, and there are ${there} MiB: ` +
            'use fewer units, a smaller batch or fewer samples, or `run.engine: tfjs`$',
        ),
      ),
    });
  });
});
