import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SparsweepError } from '@sparsweep/core/plugin';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCsv } from './loadCsv.ts';
import type { CsvOptions } from './options.ts';

const DEFAULTS: CsvOptions = { path: 'data.csv', target: null, header: true, delimiter: ',' };
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dataset-csv-'));
});

afterAll(() => rm(folder, { recursive: true }));

/** Reads `content` as a CSV file, into plain arrays. */
async function load(content: string | Buffer, options: Partial<CsvOptions> = {}) {
  await writeFile(join(folder, 'data.csv'), content);
  const { features, featureNames, levels } = await loadCsv({ ...DEFAULTS, ...options }, folder);
  return {
    ...features,
    values: [...features.values],
    featureNames,
    levels: levels.map((level) => ({ ...level, labels: [...level.labels] })),
  };
}

const ABC = {
  rows: 2,
  columns: 2,
  values: [1, -2.5, 0.5, 3e-4],
  featureNames: ['a', 'b'],
  levels: [{ name: 'c', classes: ['no', 'yes'], labels: [1, 0] }],
};

describe('loadCsv', () => {
  it('reads numbers, with the last column as the class', async () => {
    expect(await load('a,b,c\n1,-2.5,yes\n.5,3e-4,no\n')).toEqual(ABC);
  });

  it.each([
    ['a byte order mark', '\ufeffa,b,c\n1,-2.5,yes\n.5,3e-4,no\n'],
    ['CRLF', 'a,b,c\r\n1,-2.5,yes\r\n.5,3e-4,no\r\n'],
    ['mixed line ends, none after the last', 'a,b,c\n1,-2.5,yes\r\n.5,3e-4,no'],
    ['quotes', '"a","b","c"\n"1","-2.5","yes"\n.5,3e-4,"no"\n'],
    ['spaces and empty lines', 'a, b, c\n\n1 , -2.5 , yes\n\n.5,3e-4,no\n\n'],
  ])('accepts %s', async (_, content) => {
    expect(await load(content)).toEqual(ABC);
  });

  it('reads the class from the column named by target', async () => {
    const { values, featureNames, levels } = await load('a,b,c\n1,-2.5,7\n.5,3e-4,8\n', { target: 'a' });
    expect(values).toEqual([-2.5, 7, 3e-4, 8]);
    expect(featureNames).toEqual(['b', 'c']);
    expect(levels).toEqual([{ name: 'a', classes: ['0.5', '1'], labels: [1, 0] }]);
  });

  it('finds a column whose name is a number', async () => {
    const { featureNames } = await load('0,1,2\n1,5,7\n2,6,8\n', { target: 1 });
    expect(featureNames).toEqual(['0', '2']);
  });

  it('reads a file without a header', async () => {
    const table = await load('1;x;2\n3;y;4\n', { header: false, target: 1, delimiter: ';' });
    expect(table).toEqual({
      rows: 2,
      columns: 2,
      values: [1, 2, 3, 4],
      featureNames: undefined,
      levels: [{ name: 'class', classes: ['x', 'y'], labels: [0, 1] }],
    });
  });

  it('keeps the delimiter and quotes inside a quoted field', async () => {
    const { levels } = await load('a,b\n1,"x, ""y"""\n2,z\n');
    expect(levels[0]?.classes).toEqual(['x, "y"', 'z']);
  });
});

const bad: { name: string; content: string; options?: Partial<CsvOptions>; code?: string; message: RegExp }[] = [
  { name: 'an empty file', content: '', message: /data\.csv: the file is empty/ },
  { name: 'a header alone', content: 'a,b\n', message: /a header and no rows/ },
  { name: 'a single column', content: 'a;b\n1;2\n', message: /single column, "a;b".*set the option delimiter/ },
  {
    name: 'an empty field',
    content: 'a,b\n1,x\n\n,y\n',
    message: /line 4, column "a": the field is empty; fill it in/,
  },
  ...['NA', 'NaN', 'nan', '?', 'null'].flatMap((field) => [
    { name: `${field} as a feature`, content: `a,b\n${field},x\n`, message: /line 2, column "a": ".*" stands for a/ },
    { name: `${field} as a class`, content: `a,b\n1,${field}\n`, message: /line 2, column "b": ".*" stands for a/ },
  ]),
  { name: 'text', content: 'a,b\n1,x\ntall,y\n', message: /line 3, column "a": "tall" is not a finite.*column "b"/ },
  { name: 'an infinite number', content: 'a,b\n1e999,x\n', message: /line 2, column "a": "1e999" is not a finite/ },
  { name: 'a hexadecimal number', content: 'a,b\n0x10,x\n', message: /line 2, column "a": "0x10" is not a finite/ },
  {
    name: 'a header read as data',
    content: 'a,b\n1,x\n',
    options: { header: false },
    message: /line 1, column 0 \(from 0\): "a" is not a finite number.*set header: true/,
  },
  { name: 'a short row', content: 'a,b,c\n1,2,3\n1,2\n', message: /line 3 has 2 fields, but the first line has 3/ },
  { name: 'a long row', content: 'a,b\n1,2\n1,2,3\n', message: /line 3 has 3 fields, but the first line has 2/ },
  { name: 'a repeated name', content: 'a,b,a\n1,2,3\n', message: /column 2 .* named "a", like column 0/ },
  { name: 'a column without a name', content: ',a,b\n0,1,x\n', message: /line 1, column 0 \(from 0\) has no name/ },
  { name: 'a single class', content: 'a,b\n1,x\n2,x\n', message: /the target, column "b", is "x" in every row/ },
  { name: 'an open quote', content: 'a,b\n1,"x\n', message: /data\.csv: Quote Not Closed.*double a quote/ },
  {
    name: 'an unknown target',
    content: 'age,label,size\n1,2,3\n',
    options: { target: 'lable' },
    code: 'invalid-option',
    message: /target: data\.csv: no column is named "lable"; the nearest name is "label".*age, label, size/,
  },
  {
    name: 'a target beyond the columns',
    content: '1,2\n',
    options: { target: 2, header: false },
    code: 'invalid-option',
    message: /2 is not a column: without a header, give a number from 0 to 1/,
  },
  {
    name: 'a name in a file without names',
    content: '1,2\n',
    options: { target: 'b', header: false },
    code: 'invalid-option',
    message: /"b" is not a column.*set header: true/,
  },
  {
    name: 'a missing file',
    content: '',
    options: { path: 'absent/data.csv' },
    code: 'invalid-option',
    message: /option path: "absent\/data\.csv", read as .*dataset-csv-.*ENOENT/,
  },
];

describe('loadCsv rejects', () => {
  it.each(bad)('$name', async ({ content, options, code, message }) => {
    const error = await load(content, options).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(SparsweepError);
    expect(error).toMatchObject({ code: code ?? 'invalid-data', message: expect.stringMatching(message) });
    expect(error).toMatchObject({ message: expect.stringMatching(/^dataset csv: /) });
  });
});
