import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { publishedSchema } from './catalog.ts';

const file = new URL('../../core/schema/sweep.schema.json', import.meta.url);

describe('the published schema', () => {
  it('is up to date with the catalog; `npm run schema` writes it', async () => {
    // Compared as a boolean, because a failure would print one line of 100 KB.
    expect((await readFile(file, 'utf8')) === (await publishedSchema())).toBe(true);
  });

  it('completes the options of every plugin', async () => {
    const { definitions } = JSON.parse(await publishedSchema());
    expect(Object.keys(definitions['regularizer.l1'].properties)).toEqual(['use', 'strength', 'target', 'method']);
    expect(definitions['regularizer.l1'].properties.strength).toMatchObject({
      description: 'Weight of the sum of magnitudes.',
      default: 0.01,
    });
    expect(definitions['optimizer.adam'].properties.learningRate).toMatchObject({ default: 0.001 });
    expect(definitions['dataset.classification'].properties.nSamples).toMatchObject({ default: 100 });
    expect(definitions['dataset.digits'].properties).toHaveProperty('split');
  });
});
