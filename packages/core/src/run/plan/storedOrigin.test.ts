import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { smallCatalog, smallSweep } from '../../../test/run/smallSweep.ts';
import { engineName, originalEngine, originalFolder, rerunOrigin } from './storedOrigin.ts';

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
