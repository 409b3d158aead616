import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { smallCatalog, smallSweep } from '../../../test/run/smallSweep.ts';
import { proposals } from '../../../test/search/searchRun.ts';
import { grid } from '../../search/samplers/grid.ts';
import { random } from '../../search/samplers/random.ts';
import { drawnValues, type Space } from '../../search/space.ts';
import { engineName, originalEngine, originalFolder, rerunOrigin, storedDraw } from './storedSweep.ts';

describe('rerunOrigin', () => {
  it('names an engine of the catalog, which is found again by its name', async () => {
    const { engine } = (await smallSweep()).spec.run;
    const origin = rerunOrigin({ engine, folder: '.' }, 'sparsweep.db', smallCatalog);
    expect(origin.engine).toBe('null');
    expect(originalEngine(origin, smallCatalog)).toBe(engine);
  });

  it('leaves an engine from elsewhere to the sweep file, which has to name it', async () => {
    const { run, origin } = (await smallSweep({ run: { engine: './mortalEngine.ts' } })).spec;
    const { engine: _, ...others } = smallCatalog.modules.engine;
    const catalog = { ...smallCatalog, modules: { ...smallCatalog.modules, engine: { null: others.null ?? '' } } };
    expect(rerunOrigin({ engine: run.engine, folder: origin.folder }, 'sparsweep.db', catalog)).not.toHaveProperty(
      'engine',
    );
    expect(originalEngine({}, catalog)).toBeUndefined();
    expect(originalEngine({ engine: 'constructor' }, catalog)).toBeUndefined();
    expect(engineName(run.engine, catalog)).toBe(join(origin.folder, 'mortalEngine.ts'));
  });

  it.each([
    ['/lab/sparsweep.db', '/lab', '.', '/lab'],
    ['/lab/sparsweep.db', '/lab/experiments/one', 'experiments/one', '/lab/experiments/one'],
    ['/lab/sparsweep.db', '/lab/..one', '..one', '/lab/..one'],
  ])('keeps the way from the database %s to the folder %s', async (db, folder, expected, found) => {
    const origin = rerunOrigin({ engine: 'file:///engine.ts', folder }, db, smallCatalog);
    expect(origin.folder).toBe(expected);
    expect(originalFolder(origin, db)).toBe(found);
    // The folder and the database have been moved together.
    expect(originalFolder(origin, db.replace('/lab', '/archive'))).toBe(found.replace('/lab', '/archive'));
  });

  it.each(['/home/ada/lab', '/', '/lab2'])(
    'keeps no way that leads out of the folder of the database: %s',
    async (folder) => {
      const origin = rerunOrigin({ engine: 'file:///engine.ts', folder }, '/lab/sparsweep.db', smallCatalog);
      expect(origin).not.toHaveProperty('folder');
      expect(originalFolder(origin, '/lab/sparsweep.db')).toBeUndefined();
    },
  );
});

/** A choice of methods, of which each has an option of its own, a choice among values of all kinds, and ranges. */
const space: Space = {
  template: {},
  parameters: [
    { name: 'method', path: '/a', domain: { type: 'choice', labels: ['l1', 'k-sparse'] } },
    {
      name: 'strength',
      path: '/a/values/0/strength',
      domain: { type: 'range', min: 1e-4, max: 0.1, integer: false, log: true },
      within: { parameter: 'method', choice: 0 },
    },
    {
      name: 'k',
      path: '/a/values/1/k',
      domain: { type: 'range', min: 2, max: 32, integer: true, log: false },
      within: { parameter: 'method', choice: 1 },
    },
    { name: 'kind', path: '/b', domain: { type: 'choice', labels: [true, null, 3, '3', 'constructor'] } },
    { name: 'noise', path: '/c', domain: { type: 'normal', mu: 0, sigma: 1, integer: false } },
  ],
};

describe('storedDraw', () => {
  it('finds every draw again in what the store keeps of it', () => {
    const draws = proposals({ sampler: random, options: {}, space, budget: 200 });
    for (const draw of draws) {
      const stored = JSON.parse(JSON.stringify(drawnValues(space, draw)));
      expect(storedDraw(space, stored)).toEqual(draw);
    }
  });

  it('finds the points of a grid again', () => {
    const steps = space.parameters.filter(({ name }) => name !== 'strength' && name !== 'noise');
    const stepped = { ...space, parameters: steps };
    const draws = proposals({ sampler: grid, options: {}, space: stepped });
    expect(draws).toHaveLength((1 + 31) * 5);
    expect(draws.map((draw) => storedDraw(stepped, drawnValues(stepped, draw)))).toEqual(draws);
  });

  it.each([
    [{ method: 'l2', kind: 3, noise: 0 }, /no value for `method` that it allows/],
    [{ method: 'l1', kind: 3, noise: 0 }, /no value for `strength`/],
    [{ method: 'k-sparse', k: 'two', kind: 3, noise: 0 }, /no value for `k`/],
    [{ method: 'k-sparse', k: 2, kind: 3, noise: 0, units: 4 }, /its own are method, strength, k, kind, noise/],
    [{ method: 'k-sparse', k: 2, strength: 0.01, kind: 3, noise: 0 }, /"strength":0\.01/],
  ])('refuses %j', (parameters, message) => {
    expect(() => storedDraw(space, parameters)).toThrow(message);
  });
});
