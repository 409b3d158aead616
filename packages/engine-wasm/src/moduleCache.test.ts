import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cachedModule } from './moduleCache.ts';

const MADE = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);

describe('cachedModule', () => {
  let folder = '';
  let times = 0;
  const make = async () => {
    times++;
    return MADE;
  };
  const get = (key: string) => cachedModule(join(folder, 'modules'), key, 'a', make);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sparsweep-test-'));
    times = 0;
  });
  afterEach(async () => {
    await chmod(folder, 0o700);
    await rm(folder, { recursive: true });
  });

  it('makes a module once and then reads it', async () => {
    expect([...(await get('k'))]).toEqual([...MADE]);
    expect([...(await get('k'))]).toEqual([...MADE]);
    expect(times).toBe(1);
    expect(await readdir(join(folder, 'modules'))).toEqual(['k.wasm']);
  });

  it('keeps the modules of different keys apart', async () => {
    await get('k');
    await get('l');
    expect(times).toBe(2);
  });

  for (const [damage, spoil] of [
    ['cut short', (content: Buffer) => content.subarray(0, -1)],
    ['empty', () => Buffer.alloc(0)],
    ['changed in one bit', (content: Buffer) => content.map((byte, index) => (index === 35 ? byte ^ 1 : byte))],
    ['nothing but zeros', (content: Buffer) => Buffer.alloc(content.length)],
  ] as const) {
    it(`makes a module again if its file is ${damage}, and repairs the file`, async () => {
      await get('k');
      const file = join(folder, 'modules', 'k.wasm');
      const content = await readFile(file);
      await writeFile(file, spoil(content));
      expect([...(await get('k'))]).toEqual([...MADE]);
      expect(times).toBe(2);
      expect(await readFile(file)).toEqual(content);
    });
  }

  it('ignores a folder that cannot be made', async () => {
    await writeFile(join(folder, 'modules'), 'a file');
    expect([...(await get('k'))]).toEqual([...MADE]);
    expect(await readdir(folder)).toEqual(['modules']);
  });

  it('gives concurrent writers a complete module each', async () => {
    const modules = await Promise.all(
      Array.from({ length: 20 }, (_, i) => cachedModule(folder, 'k', String(i), async () => MADE)),
    );
    for (const module of modules) expect([...module]).toEqual([...MADE]);
    expect(await readdir(folder)).toEqual(['k.wasm']);
  });
});
