import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { proposals } from '../../test/search/searchRun.ts';
import { type Expression, layer, product, wholeNumber } from '../../test/sweepfile/expressions.ts';
import { configurationOf, readTest } from '../../test/sweepfile/readTest.ts';
import { isJsonObject, type JsonValue } from '../plugin/json.ts';
import { configure } from '../search/configure.ts';
import { grid } from '../search/samplers/grid.ts';
import { random } from '../search/samplers/random.ts';
import { drawnValues } from '../search/space.ts';

const MOST_POINTS = 300;

/** A sweep file, as JSON (which is YAML), and how many points a grid has in it. */
const sweep = fc
  .tuple(fc.array(layer, { maxLength: 2 }), wholeNumber, wholeNumber)
  .map(([layers, rows, epochs]) => ({ layers, rows, epochs, count: product([...layers, rows, epochs]) }))
  .filter(({ count }) => count <= MOST_POINTS)
  .map(({ count, ...parts }) => ({ text: fileOf(parts), count }));

function fileOf(parts: { layers: readonly Expression[]; rows: Expression; epochs: Expression }): string {
  return JSON.stringify({
    name: 'test',
    dataset: { use: 'points', rows: parts.rows.written },
    model: { layers: parts.layers.map(({ written }) => written) },
    train: { epochs: parts.epochs.written },
  });
}

/** Whether some part of a value still says how it is searched. */
function isSearched(value: JsonValue): boolean {
  if (Array.isArray(value)) return value.some(isSearched);
  if (!isJsonObject(value)) return false;
  return (
    ['values', 'ref', 'min', 'max', 'distribution'].some((key) => key in value) || Object.values(value).some(isSearched)
  );
}

const OPTIONS = { numRuns: 40, seed: 20_261_123 };

describe('any search space', () => {
  it('has as many points in a grid as its parts combine to, all different, all valid', async () => {
    await fc.assert(
      fc.asyncProperty(sweep, async ({ text, count }) => {
        const sweep = await readTest(text);
        const draws = proposals({ sampler: grid, options: {}, space: sweep.spec.search.space });
        expect(draws).toHaveLength(count);
        for (const draw of draws) configurationOf(sweep, draw);
        expect(new Set(draws.map((draw) => JSON.stringify(draw))).size).toBe(count);
        const shown = draws.map((draw) => JSON.stringify(drawnValues(sweep.spec.search.space, draw)));
        expect(new Set(shown).size).toBe(count);
      }),
      OPTIONS,
    );
  });

  it('has a name of its own for each parameter', async () => {
    await fc.assert(
      fc.asyncProperty(sweep, async ({ text }) => {
        const { parameters } = (await readTest(text)).spec.search.space;
        expect(new Set(parameters.map(({ name }) => name)).size).toBe(parameters.length);
      }),
      OPTIONS,
    );
  });

  it('yields configurations in which nothing is searched, whatever is drawn', async () => {
    await fc.assert(
      fc.asyncProperty(sweep, fc.nat(), async ({ text }, seed) => {
        const sweep = await readTest(text);
        for (const draw of proposals({
          sampler: random,
          options: {},
          space: sweep.spec.search.space,
          budget: 10,
          seed,
        })) {
          expect(isSearched(configure(sweep.spec.search.space, draw).configuration)).toBe(false);
          expect(configurationOf(sweep, draw).train.optimizer.use).toBe('adam');
        }
      }),
      OPTIONS,
    );
  });
});
