import { execFile } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const bin = join(root, 'packages/cli/bin/sparsweep.js');
const run = promisify(execFile);

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sparsweep-docs-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs a line of a shell block in the folder, with the `sparsweep` of this checkout. */
function shell(line: string): Promise<{ readonly stdout: string; readonly stderr: string }> {
  const command = line.replace(/^npx sparsweep/, `"${process.execPath}" "${bin}"`);
  return run('sh', ['-c', command], { cwd: folder });
}

/** The texts of the fenced blocks of a language in a Markdown file, in order. */
function blocks(path: string, language: string): readonly string[] {
  const fences = readFileSync(join(root, path), 'utf8').matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm);
  return [...fences].flatMap(([, name, text = '']) => (name === language ? [text] : []));
}

describe('README.md', () => {
  it('has a sweep that runs, and commands that work on it', async () => {
    const [sweep = ''] = blocks('README.md', 'yaml');
    await writeFile(join(folder, 'first-sweep.yaml'), sweep);
    const lines = blocks('README.md', 'sh').flatMap((block) => block.split('\n'));
    const commands = lines.filter((line) => line.startsWith('npx sparsweep')).map((line) => line.replace(/ #.*/, ''));
    expect(commands).toHaveLength(9);
    const outputs: string[] = [];
    for (const command of commands) outputs.push((await shell(command)).stdout);
    const [validated, planned, ran, results, queried, reported, reran, resumed, checked] = outputs;
    expect(validated).toBe('first-sweep.yaml is valid: 8 trials\n');
    expect(planned).toMatch(/^first-sweep: 8 trials /);
    expect(ran).toMatch(/8\/8 trial/);
    expect(results?.trim().split('\n')).toHaveLength(2 + 5);
    expect(queried?.trim().split('\n')).toHaveLength(2 + 8);
    expect(reported).toMatch(/first-sweep\.html/);
    expect(existsSync(join(folder, 'first-sweep.html'))).toBe(true);
    expect(reran).toMatch(/^trial 3 of first-sweep .*\n.*\nequal +all \d+ measurements and \d+ weights/);
    expect(resumed).toMatch(/^sweep 1 finished: nothing is missing$/m);
    expect(checked).toMatch(/^trials +8/m);
  });

  it('stores results that the example of packages/core reads', async () => {
    const [example = ''] = blocks('packages/core/README.md', 'ts');
    await writeFile(join(folder, 'read.mts'), example);
    await mkdir(join(folder, 'node_modules/@sparsweep'), { recursive: true });
    await symlink(join(root, 'packages/core'), join(folder, 'node_modules/@sparsweep/core'));
    const { stdout } = await run(process.execPath, ['read.mts'], { cwd: folder });
    expect(stdout.match(/^\d+ \{/gm)).toHaveLength(8);
  });
});

describe('docs/sweep-file.md', () => {
  it('shows a file that is valid', async () => {
    const [sweep = ''] = blocks('docs/sweep-file.md', 'yaml');
    await writeFile(join(folder, 'sweep.yaml'), sweep);
    await writeFile(join(folder, 'weights.json'), '{ "layers": [] }');
    expect((await shell('npx sparsweep validate sweep.yaml')).stdout).toBe('sweep.yaml is valid: 5 trials\n');
  });

  it('shows constraints and enqueued configurations in a sweep that runs', async () => {
    const [, constrained = ''] = blocks('docs/sweep-file.md', 'yaml');
    await writeFile(join(folder, 'constrained.yaml'), constrained);
    expect((await shell('npx sparsweep run constrained.yaml')).stdout).toMatch(/sweep \d+ finished/);
    const { stdout } = await shell('npx sparsweep results constrained --format json');
    const rows = JSON.parse(stdout);
    expect(rows.slice(0, 2)).toMatchObject([{ units: 64, k: 8, learningRate: 0.001 }, { method: 'l1' }]);
    expect(rows).toHaveLength(4);
    for (const { k, units, method, learningRate } of rows) {
      expect(method === 'l1' ? learningRate < 0.01 : k <= units / 2).toBe(true);
    }
  });

  it('shows a sweep of autoencoders that runs and is reported by its losses', async () => {
    const [, , autoencoders = ''] = blocks('docs/sweep-file.md', 'yaml');
    await writeFile(join(folder, 'autoencoders.yaml'), autoencoders);
    const [table = ''] = (await shell('npx sparsweep run autoencoders.yaml')).stdout.split('\n\n').slice(1);
    expect(table).toMatch(
      /^trial +width +strength +status +epochs +train loss +validation loss +test loss +zero weights/,
    );
    expect(table.match(/ finished /g)).toHaveLength(4);
    for (const command of ['results', 'show', 'report']) {
      expect((await shell(`npx sparsweep ${command} sparse-autoencoder`)).stdout).not.toMatch(/accuracy|NaN|undefined/);
    }
  });
});

describe('docs/plugins.md', () => {
  it('shows plugins that run unchanged from an otherwise empty folder', async () => {
    const [hoyer = '', spirals = ''] = blocks('docs/plugins.md', 'ts');
    await writeFile(join(folder, 'hoyer.ts'), hoyer);
    await writeFile(join(folder, 'spirals.ts'), spirals);
    const [regularizers = ''] = blocks('docs/plugins.md', 'yaml');
    const sweep = `name: own\ndataset: { use: ./spirals.ts, rows: 20 }
model: { layers: [{ units: 4, ${regularizers.trim()} }] }
train: { epochs: 2 }\nsearch: { method: random, trials: 2 }\n`;
    await writeFile(join(folder, 'own.yaml'), sweep);
    expect((await shell('npx sparsweep run own.yaml')).stdout).toMatch(/sweep \d+ finished/);
    const { stdout } = await shell('npx sparsweep dataset ./spirals.ts --set rows=10');
    expect(stdout.trim().split('\n')).toHaveLength(1 + 10);
    // Row 5 is half way out on the second spiral: angle 2 pi 1.5 0.5 + pi, radius 0.5.
    const [x, y, label] = stdout.split('\n')[6]?.split(',') ?? [];
    expect(Number(x)).toBeCloseTo(0.5 * Math.cos(2.5 * Math.PI), 12);
    expect(Number(y)).toBeCloseTo(0.5 * Math.sin(2.5 * Math.PI), 12);
    expect(label).toBe('outer');
  });

  it('shows plugins that type-check', async () => {
    const [hoyer = '', spirals = ''] = blocks('docs/plugins.md', 'ts');
    await writeFile(join(folder, 'hoyer.ts'), hoyer);
    await writeFile(join(folder, 'spirals.ts'), spirals);
    const tsconfig = {
      extends: join(root, 'tsconfig.base.json'),
      compilerOptions: { paths: { '@sparsweep/core/plugin': [join(root, 'packages/core/src/plugin.ts')] }, types: [] },
      files: ['hoyer.ts', 'spirals.ts'],
    };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(tsconfig));
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
    const tsc = join(root, 'node_modules/.bin/tsc');
    const { stdout } = await run(tsc, ['-p', folder]).catch((error: { stdout: string }) => error);
    expect(stdout).toBe('');
  });
});

describe('links between documents', () => {
  it('lead to files that exist', () => {
    const documents = globSync(['*.md', 'docs/**/*.md', 'experiments/**/*.md', 'packages/*/README.md'], { cwd: root });
    const broken = documents.flatMap((path) => {
      const links = [...readFileSync(join(root, path), 'utf8').matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)];
      return links
        .map(([, target = '']) => target)
        .filter((target) => !existsSync(join(root, dirname(path), target)))
        .map((target) => `${path}: ${target}`);
    });
    expect(documents.length).toBeGreaterThan(15);
    expect(broken).toEqual([]);
  });
});
