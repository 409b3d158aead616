import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/run/temporaryFolder.ts';
import { readInitialWeights } from './initialWeights.ts';

function folderWith(content: string): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'weights.json'), content);
  return folder;
}

describe('readInitialWeights', () => {
  it('reads kernels, a row an input, and biases, as float32', async () => {
    const layers = [
      {
        kernel: [
          [1, 2, 3],
          [4, 5, 0.1],
        ],
        bias: [0, 1, 2],
      },
      { kernel: [[1], [2], [3]], bias: [0] },
    ];
    const folder = folderWith(JSON.stringify({ layers, note: 'other keys are passed over' }));
    const [first, second] = await readInitialWeights('weights.json', folder);
    expect(first).toEqual({
      inputs: 2,
      units: 3,
      kernel: Float32Array.of(1, 2, 3, 4, 5, 0.1),
      bias: Float32Array.of(0, 1, 2),
    });
    expect([second?.inputs, second?.units]).toEqual([3, 1]);
  });

  it.each([
    ['not JSON', 'layers: []', /weights\.json cannot be read: .*JSON/],
    ['no layers', '{}', /weights\.json: .*`layers`/],
    ['a bias without a kernel', '{"layers": [{"bias": [0]}]}', /weights\.json: .*`kernel`/],
    ['a kernel without rows', '{"layers": [{"kernel": [], "bias": []}]}', /weights\.json: /],
    ['a word for a number', '{"layers": [{"kernel": [["a"]], "bias": [0]}]}', /weights\.json: .*number/],
    [
      'a ragged kernel',
      '{"layers": [{"kernel": [[1, 2], [3]], "bias": [0, 0]}]}',
      /row 1 of the kernel of layer 0 has 1 numbers, and its bias 2; they must agree/,
    ],
  ])('refuses %s', async (_, content, message) => {
    const folder = folderWith(content);
    await expect(readInitialWeights('weights.json', folder)).rejects.toThrow(message);
    await expect(readInitialWeights('weights.json', folder)).rejects.toMatchObject({ code: 'invalid-data' });
  });

  it('names the file that is not there', async () => {
    const reading = readInitialWeights('nowhere.json', '/folder');
    await expect(reading).rejects.toThrow(/^model\.initialWeights: \/folder\/nowhere\.json cannot be read/);
  });
});
