import { globSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { forbiddenImports, importCycles, type Project, sourceImports } from './layers.ts';

const root = resolve(import.meta.dirname, '../..');
const projects = readProjects();
const imports = sourceImports(
  root,
  projects.map(({ folder }) => folder),
);

describe('packages', () => {
  it('import only what their layer allows', () => {
    expect(imports.length).toBeGreaterThan(500);
    expect(forbiddenImports(projects, imports)).toEqual([]);
  });

  it('have no import cycles', () => {
    expect(importCycles(imports)).toEqual([]);
  });

  it('have a layer each', () => {
    expect(projects.filter(({ layer }) => layer === '')).toEqual([]);
  });

  it('have one index.ts', () => {
    const indexes = globSync('packages/*/**/index.ts', { cwd: root, exclude: ['**/node_modules/**'] });
    expect(indexes.filter((path) => !/^packages\/[\w-]+\/src\/index\.ts$/.test(path))).toEqual([]);
  });

  it('of plugins and engines are named after their kind and name', async () => {
    const plugins = projects.filter(({ layer }) => layer === 'plugin' || layer === 'engine');
    expect(plugins.length).toBeGreaterThanOrEqual(7);
    for (const { folder, name } of plugins) {
      const { default: plugin } = await import(join(root, folder, 'src/index.ts'));
      expect(`${plugin.kind}-${plugin.name}`).toBe(basename(folder));
      expect(name).toBe(`@sparsweep/${basename(folder)}`);
    }
  });
});

describe('the check', () => {
  const found = (file: string, specifier: string, target?: string): readonly string[] =>
    forbiddenImports(projects, [target === undefined ? { file, specifier } : { file, specifier, target }]);

  it('reports a plugin that imports another plugin, the whole core, or a path outside its package', () => {
    const file = 'packages/regularizer-l1/src/index.ts';
    expect(found(file, '@sparsweep/regularizer-top-k')).toEqual([
      `${file} imports @sparsweep/regularizer-top-k: plugin packages may not import plugin packages`,
    ]);
    expect(found(file, '@sparsweep/core')).toEqual([
      `${file} imports @sparsweep/core: plugin packages know only @sparsweep/core/plugin`,
    ]);
    expect(found(file, '../../core/src/plugin.ts', 'packages/core/src/plugin.ts')).toEqual([
      `${file} imports ../../core/src/plugin.ts: a path must not leave its package`,
    ]);
    expect(found(file, '@sparsweep/core/plugin')).toEqual([]);
  });

  it('reports core importing another package, and an early stage of core importing a late one', () => {
    expect(found('packages/core/src/run/worker/runJob.ts', '@sparsweep/training')).toHaveLength(1);
    expect(found('packages/core/src/sweepfile/a.ts', '../run/b.ts', 'packages/core/src/run/b.ts')).toEqual([
      'packages/core/src/sweepfile/a.ts imports ../run/b.ts: stage sweepfile may not import stage run',
    ]);
    expect(found('packages/core/src/run/b.ts', '../sweepfile/a.ts', 'packages/core/src/sweepfile/a.ts')).toEqual([]);
  });

  it('reports worker code that imports the coordinator', () => {
    const file = 'packages/core/src/run/worker/runJob.ts';
    expect(found(file, '../coordinate/a.ts', 'packages/core/src/run/coordinate/a.ts')).toEqual([
      `${file} imports ../coordinate/a.ts: run/worker may not import run/coordinate`,
    ]);
    expect(found(file, '../execute/job.ts', 'packages/core/src/run/execute/job.ts')).toEqual([]);
  });

  it('reports any import of the command line', () => {
    expect(found('packages/reporter/src/index.ts', '@sparsweep/cli')).toHaveLength(1);
  });

  it('allows only tests to import the test kit', () => {
    expect(found('packages/regularizer-l1/src/index.test.ts', '@sparsweep/testkit')).toEqual([]);
    expect(found('packages/regularizer-l1/src/index.ts', '@sparsweep/testkit')).toHaveLength(1);
  });

  it('reports a cycle by its files', () => {
    const cycle = [
      { file: 'a.ts', specifier: './b.ts', target: 'b.ts' },
      { file: 'b.ts', specifier: './c.ts', target: 'c.ts' },
      { file: 'c.ts', specifier: './a.ts', target: 'a.ts' },
    ];
    expect(importCycles(cycle)).toEqual(['a.ts -> b.ts -> c.ts -> a.ts']);
    expect(importCycles(cycle.slice(0, 2))).toEqual([]);
  });
});

function readProjects(): readonly Project[] {
  return globSync(['packages/*/package.json', 'test/package.json', 'bench/package.json'], { cwd: root }).map((path) => {
    const { name, nx } = JSON.parse(readFileSync(join(root, path), 'utf8'));
    const layers: readonly string[] = nx.tags.filter((tag: string) => tag.startsWith('layer:'));
    return { folder: path.replace('/package.json', ''), name, layer: layers[0]?.slice('layer:'.length) ?? '' };
  });
}
