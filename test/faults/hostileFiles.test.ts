import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readdirSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sweep } from '../support/hostile/hostileSweep.ts';
import { type Ended, sparsweep } from '../support/sparsweep.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

/** A command that takes longer hangs: each of these ends in a second or two on an idle machine. */
const SECONDS = 60;

/** The message of a command on invalid input: it must exit with status 2, in time, and write no file. */
async function refusal(args: readonly string[], cwd: string): Promise<string> {
  const before = readdirSync(cwd);
  const begin = performance.now();
  const ended: Ended = await sparsweep(args, { cwd });
  expect(performance.now() - begin).toBeLessThan(SECONDS * 1000);
  expect(ended.stdout).toBe('');
  expect(ended.stderr).not.toMatch(/^\s+at /m);
  expect(ended.stderr).not.toMatch(/[^\P{Cc}\n]|[\u2028-\u202e\u2066-\u2069]/u);
  expect(ended.stderr.length).toBeLessThan(60_000);
  expect(ended).toMatchObject({ status: 2, signal: null });
  expect(readdirSync(cwd)).toEqual(before);
  return ended.stderr;
}

/** A folder with a sweep file. */
function folderWith(content: string | Uint8Array): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'sweep.yaml'), content);
  return folder;
}

describe('a hostile sweep file', () => {
  it.each([
    ['UTF-16', Buffer.from(`\ufeff${sweep()}`, 'utf16le'), /cannot be read: it is not UTF-8; save it with that/],
    ['Latin-1', Buffer.from(sweep({ name: 'Zürich' }), 'latin1'), /cannot be read: it is not UTF-8/],
    ['NUL bytes, 10 MB of them', new Uint8Array(10_000_000), /^sweep\.yaml: the file is over 250 kB\n/],
    ['é, 10 MB of them', Buffer.from('é'.repeat(5_000_000)), /^sweep\.yaml: the file is over 250 kB\n/],
    ['brackets', '['.repeat(200_000), /^sweep\.yaml:1:\d+: this is nested too deeply\n/],
    ['escape sequences', sweep({ dataset: '{ use: "\\e[2J\\u202e" }' }), /unknown dataset "\\x1b\[2J\\u202e"/],
    ['code', sweep({ name: '!!js/function "x"' }), /^sweep\.yaml:1:7: unknown tag `!!js\/function`\n/],
  ])('is refused by the command: %s', async (_what, content, message) => {
    expect(await refusal(['run', 'sweep.yaml'], folderWith(content))).toMatch(message);
  });

  it.each([
    ['a device', '/dev/zero', /^\/dev\/zero cannot be read: it is not a regular file\n$/],
    ['a pipe', 'pipe', /^pipe cannot be read: it is not a regular file\n$/],
    ['a folder', 'folder', /^folder cannot be read: it is a folder; name the YAML file in it\n$/],
    ['nothing', 'nothing.yaml', /^nothing\.yaml cannot be read: no such file\n$/],
    ['a long path', 'x'.repeat(5000), /^x+…x+ cannot be read: the path is too long\n$/],
    ['an escape sequence', '\u001b[2J', /^\\x1b\[2J cannot be read: no such file\n$/],
  ])('is refused by the command if it is not a regular file: %s', async (_what, path, message) => {
    const folder = temporaryFolder();
    spawnSync('mkfifo', [join(folder, 'pipe')]);
    mkdirSync(join(folder, 'folder'));
    expect(await refusal(['run', path, '--dry-run'], folder)).toMatch(message);
  });

  it.each([
    ['an escape sequence', 'name=\u001b[2J\u202e', /--set name=\\x1b\[2J\\u202e|`name`/],
    ['a prototype', '__proto__.polluted=1', /unknown key `__proto__`/],
    ['brackets', `x=${'[1,'.repeat(30_000)}`, /nested too deeply/],
    ['nothing in it', '=', /write path=value/],
  ])('is refused with --set of %s', async (_what, set, message) => {
    expect(await refusal(['validate', 'sweep.yaml', '--set', set], folderWith(sweep()))).toMatch(message);
  });
});

describe('a hostile table', () => {
  it.each([
    ['/dev/zero', /cannot be opened \(it is not a regular file\)/],
    ['pipe', /cannot be opened \(it is not a regular file\)/],
    ['.', /cannot be opened \(it is a folder\)/],
    ['../../../../../../../../../../etc/shadow-of-nothing', /cannot be opened \(ENOENT/],
  ])('is refused by the command if it is not a regular file: %s', async (path, message) => {
    const folder = temporaryFolder();
    spawnSync('mkfifo', [join(folder, 'pipe')]);
    expect(await refusal(['dataset', 'csv', '--set', `path=${path}`], folder)).toMatch(message);
  });

  it.each([
    ['a ragged row', 'a,b,c\n1,2,x\n3,y\n', /line 3 has 2 fields, but the first line has 3/],
    ['1e400', 'a,b\n1e400,x\n2,y\n', /line 2, column "a": "1e400" is not a finite number/],
    ['NaN', 'a,b\nNaN,x\n2,y\n', /line 2, column "a": "NaN" stands for a missing value/],
    ['an open quote', 'a,b\n1,"x\n2,y\n', /Quote Not Closed/],
    ['an escape sequence', 'a,b\n\u001b[2J,x\n2,y\n', /line 2, column "a": "\\x1b\[2J" is not a finite number/],
  ])('is refused by the command because of %s', async (_what, content, message) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'data.csv'), content);
    expect(await refusal(['dataset', 'csv', '--set', 'path=data.csv'], folder)).toMatch(message);
  });

  it('fails a trial with a message, and not the program', async () => {
    const folder = folderWith(sweep({ dataset: '{ use: csv, path: data.csv }' }));
    writeFileSync(join(folder, 'data.csv'), 'a,b\n1e400,x\n2,y\n');
    const { status, stdout, stderr } = await sparsweep(['run', 'sweep.yaml'], { cwd: folder });
    expect(`${stdout}${stderr}`).toContain('data.csv: line 2, column "a": "1e400" is not a finite number');
    expect(`${stdout}${stderr}`).not.toMatch(/^\s+at /m);
    expect(status).toBe(1);
  });

  it('can have 100 MB: it is read in bounded memory, and an error in its last row is found', async () => {
    const folder = temporaryFolder();
    const rows = '0.12345678,-1.5e-3,12345.678,x\n0.5,2,3,y\n'.repeat(2440);
    const file = openSync(join(folder, 'large.csv'), 'w');
    writeSync(file, 'a,b,c,d\n');
    for (let i = 0; i < 1000; i++) writeSync(file, rows);
    writeSync(file, '1,2,1e400,x\n');
    closeSync(file);
    const env = { NODE_OPTIONS: '--max-old-space-size=1000' };
    const begin = performance.now();
    const ended = await sparsweep(['dataset', 'csv', '--set', 'path=large.csv'], { cwd: folder, env });
    expect(performance.now() - begin).toBeLessThan(100_000);
    expect(ended.stderr).toMatch(/large\.csv: line 4880002, column "c": "1e400" is not a finite number/);
    expect(ended).toMatchObject({ status: 2, stdout: '' });
  });
});

describe('hostile options of a plugin', () => {
  it.each([
    ['too large', 'classification', 'nSamples=1e23', /at most 268435456 are allowed/],
    ['infinite', 'classification', 'nSamples=.inf', /`nSamples`/],
    [
      'a prototype',
      'classification',
      'nSamples={ __proto__: { polluted: 1 } }',
      /`nSamples` must be a whole number, not a mapping/,
    ],
    ['brackets', 'classification', `nSamples=${'['.repeat(20_000)}`, /--set nSamples=\[+/],
    ['an escape sequence', 'csv', 'path=a\u001b[2J.csv', /option path: "a\\x1b\[2J\.csv"/],
    ['empty', 'csv', 'delimiter=', /`delimiter`/],
    ['a key of every object', 'digits', 'constructor=1', /unknown key `constructor`/],
    ['for a missing plugin', './stray\u202e.ts', 'a=1', /stray\\u202e\.ts/],
  ])('are refused by the command: %s', async (_what, name, set, message) => {
    expect(await refusal(['dataset', name, '--set', set], temporaryFolder())).toMatch(message);
  });
});
