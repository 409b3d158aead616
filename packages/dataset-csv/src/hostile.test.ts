import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SparsweepError } from '@sparsweep/core/plugin';
import { afterAll, describe, expect, it } from 'vitest';
import { loadCsv } from './loadCsv.ts';
import type { CsvOptions } from './options.ts';

const folder = mkdtempSync(join(tmpdir(), 'hostile-csv-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Far more than any of these files takes, far less than a quadratic algorithm would. */
const MOST_SECONDS = 10;

async function load(content: string | Uint8Array, options: Partial<CsvOptions> = {}) {
  writeFileSync(join(folder, 'data.csv'), content);
  const start = performance.now();
  try {
    return await loadCsv({ path: 'data.csv', target: null, header: true, delimiter: ',', ...options }, folder);
  } finally {
    expect(performance.now() - start).toBeLessThan(MOST_SECONDS * 1000);
  }
}

/** The error message, which must be short and contain no control characters. */
async function rejection(content: string | Uint8Array, options: Partial<CsvOptions> = {}): Promise<string> {
  const thrown: unknown = await load(content, options).catch((error: unknown) => error);
  if (!(thrown instanceof SparsweepError)) throw new Error(`expected a SparsweepError, got ${thrown}`);
  expect(thrown.message.length).toBeLessThan(2500);
  expect(thrown.message).not.toMatch(/[\p{Cc}\u2028\u202e]/u);
  return thrown.message;
}

const SMALL = 'a,b,c\n1,2,x\n3,4,y\n';

describe('a hostile CSV file', () => {
  it.each([
    ['NaN', 'NaN'],
    ['Infinity', 'Infinity'],
    ['a number that overflows', '1e400'],
    ['a negative overflow', '-1e400'],
    ['a hexadecimal number', '0x10'],
    ['thousands', '"1,000"'],
    ['an empty cell', ''],
    ['non-ASCII digits', '١٢'],
    ['a NUL', '1\0'],
    ['an escape sequence', '\u001b[2J'],
    ['a bidi override', '\u202e1'],
    ['a million digits and a letter', `${'1'.repeat(1_000_000)}x`],
    ['a million dots', '.'.repeat(1_000_000)],
    ['a formula', '=1+1'],
  ])('with %s is rejected with file, line and column', async (_, cell) => {
    expect(await rejection(`a,b,c\n1,2,x\n3,${cell},y\n`)).toMatch(/^dataset csv: data\.csv: line 3, column "b": /);
  });

  it.each([
    ['a short row', 'a,b,c\n1,2,x\n3,y\n', /line 3 has 2 fields, but the first line has 3/],
    ['a long row', 'a,b,c\n1,2,x\n3,4,5,y\n', /line 3 has 4 fields/],
    ['an open quote', 'a,b,c\n1,"2,x\n3,4,y\n', /Quote Not Closed/],
    ['a quote inside', 'a,b,c\n1,2"3",x\n', /Quote/],
    ['a byte that is not UTF-8', Buffer.from('a,b\n1,\xff\n', 'latin1'), /it is not UTF-8 text/],
    ['UTF-16 BE', Buffer.from(`\ufeff${SMALL}`, 'utf16le').swap16(), /it is not UTF-8 text/],
    ['nothing', '', /the file is empty/],
    ['line ends only', '\n\r\n\n', /the file is empty/],
    ['a header only', 'a,b,c\n', /a header and no rows/],
    ['repeated names', 'a,a,c\n1,2,x\n', /line 1, column 1 \(from 0\) is named "a", like column 0/],
    ['NUL bytes', new Uint8Array(100_000), /line 1 has a single column/],
    ['a megabyte without a line end', 'x'.repeat(1_000_000), /single column/],
    ['50 MB without a line end', 'x'.repeat(50_000_000), /Max Record Size/],
    ['50 MB in an open quote', `a,b\n1,"${'x'.repeat(50_000_000)}`, /Max Record Size/],
    ['a long name and a missing one', `${'n'.repeat(1_000_000)},\n1,2\n`, /has no name/],
  ])('with %s is rejected', async (_, content, message) => {
    expect(await rejection(content)).toMatch(message);
  });

  it.each([
    ['a byte order mark', `\ufeff${SMALL}`],
    ['UTF-16 LE', Buffer.from(`\ufeff${SMALL}`, 'utf16le')],
    ['carriage returns', SMALL.replaceAll('\n', '\r')],
  ])('with %s is read', async (_, content) => {
    const { featureNames, features } = await load(content);
    expect(featureNames).toEqual(['a', 'b']);
    expect([...features.values]).toEqual([1, 2, 3, 4]);
  });

  it('may have a column __proto__ and a class constructor', async () => {
    const { featureNames, levels } = await load('__proto__,toString,prototype\n1,2,constructor\n3,4,__proto__\n');
    expect(featureNames).toEqual(['__proto__', 'toString']);
    expect(levels[0]).toMatchObject({ name: 'prototype', classes: ['__proto__', 'constructor'] });
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('may have 100,000 columns', async () => {
    const names = Array.from({ length: 100_001 }, (_, i) => `c${i}`).join(',');
    const row = '1,'.repeat(100_000);
    const { features } = await load(`${names}\n${row}x\n${row}y\n`);
    expect(features).toMatchObject({ rows: 2, columns: 100_000 });
    expect(await rejection(`${names}\n${row}x\n${row}y\n`, { target: 'c99999x' })).toMatch(/nearest name is "c99999"/);
  });

  it('may have 100,000 classes', async () => {
    const rows = Array.from({ length: 100_000 }, (_, i) => `1,class${i}\n`).join('');
    const { levels } = await load(`a,b\n${rows}`);
    expect(levels[0]?.classes).toHaveLength(100_000);
  });

  it('may have 5 MB', async () => {
    const row = '0.12345678,-1.5e-3,12345.678,';
    const count = Math.ceil(5_000_000 / (row.length + 2));
    const { features } = await load(`a,b,c,d\n${`${row}x\n${row}y\n`.repeat(count / 2)}`);
    expect(features.rows).toBe(2 * Math.floor(count / 2));
    expect([...features.values.slice(-3)]).toEqual([0.12345678, -0.0015, 12345.678]);
  });
});

describe('a path that is not a regular file', () => {
  it.each([
    ['.', /it is a folder/],
    ['/dev/zero', /it is not a regular file/],
    ['/dev/random', /it is not a regular file/],
    ['nothing.csv', /ENOENT/],
    ['a\0b', /null bytes/],
    ['x'.repeat(5000), /ENAMETOOLONG/],
  ])('%j is rejected', async (path, message) => {
    expect(await rejection(SMALL, { path })).toMatch(message);
  });

  it.skipIf(process.platform === 'win32')('a pipe is rejected without waiting', async () => {
    spawnSync('mkfifo', [join(folder, 'pipe')]);
    expect(await rejection(SMALL, { path: 'pipe' })).toMatch(/it is not a regular file/);
  });
});
