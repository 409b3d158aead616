import { describe, expect, it } from 'vitest';
import { formatCsv } from './formatCsv.ts';
import { formatJson } from './formatJson.ts';
import { formatTable } from './formatTable.ts';
import type { Column, Row } from './table.ts';

const COLUMNS: readonly Column[] = [
  { name: 'trial', kind: 'integer' },
  { name: 'method', kind: 'value' },
  { name: 'validation_accuracy', title: 'validation accuracy', kind: 'fraction' },
  { name: 'loss', kind: 'numberSpread' },
];

const ROWS: readonly Row[] = [
  [0, 'l1', 0.97851, { mean: 0.183, sd: 0.00213, n: 3 }],
  [12, undefined, null, { mean: 2, sd: null, n: 1 }],
];

describe('formatTable', () => {
  it('sets numbers flush right under a rule', () => {
    expect(formatTable(COLUMNS, ROWS)).toBe(
      [
        'trial  method  validation accuracy             loss',
        '─────────────────────────────────────────────────────',
        '    0  l1                   97.85%  0.1830 ± 0.0021',
        '   12  –                         –            2.000',
      ].join('\n'),
    );
  });

  it('shortens words, never numbers, to fit the terminal', () => {
    const rows = [[1, 'a very long description of a method', 0.5, null]];
    const lines = formatTable(COLUMNS, rows, { width: 52 }).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(52);
    expect(lines[2]).toMatch(/^ {4}1 {2}a very .*… +50\.00% +–$/);
  });

  it('counts the columns that wide characters take', () => {
    const lines = formatTable(
      [
        { name: 'a', kind: 'text' },
        { name: 'b', kind: 'text' },
      ],
      [
        ['日本', 'x'],
        ['abcd', 'y'],
      ],
    ).split('\n');
    expect(lines.slice(2)).toEqual(['日本  x', 'abcd  y']);
  });

  it('lets no text act on the terminal, and no colours in unless asked', () => {
    const plain = formatTable([{ name: 'evil\x1b]0;', kind: 'text' }], [['\x1b[31mred\nsecond line']]);
    expect(plain).toContain('\\x1b[31mred\\nsecond line');
    expect(plain.split('\n')).toHaveLength(3);
    expect(plain).not.toContain('\x1b');
    expect(formatTable(COLUMNS, ROWS, { colors: true })).toContain('\x1b[1m');
  });

  it('is a heading and a rule where there are no rows', () => {
    expect(formatTable([{ name: 'trial', kind: 'integer' }], []).split('\n')[0]).toBe('trial');
  });
});

describe('formatCsv', () => {
  it('has every digit, two fields for mean and deviation, and nothing for null', () => {
    expect(formatCsv(COLUMNS, ROWS)).toBe(
      ['trial,method,validation_accuracy,loss,loss_sd', '0,l1,0.97851,0.183,0.00213', '12,,,2,'].join('\n'),
    );
  });

  it('quotes commas, quotes and line breaks', () => {
    const text = formatCsv([{ name: 'a,b', kind: 'value' }], [['say "hi"'], ['two\nlines'], [[1, 2]]]);
    expect(text).toBe('"a,b"\n"say ""hi"""\n"two\nlines"\n"[1,2]"');
  });

  it.each([
    ['=HYPERLINK("http://a")', `"'=HYPERLINK(""http://a"")"`],
    ["+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"],
    ['-1+1', "'-1+1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['\r=1', `"'\r=1"`],
    ['\n', `"'\n"`],
    ['  =1', "'  =1"],
    ['＝1', "'＝1"],
    ['-', "'-"],
  ])('lets the text %j be no formula, as a cell or as a heading', (text, field) => {
    expect(formatCsv([{ name: text, kind: 'value' }], [[text]])).toBe(`${field}\n${field}`);
  });

  it('leaves numbers as they are, and words with such a letter inside', () => {
    const cells = [-1.5, Number.NEGATIVE_INFINITY, '-1', '+.5e-3', '-7.', 'a=b', 'k-sparse', '1+1', { '=a': '-b' }];
    const text = formatCsv(
      [{ name: 'a', kind: 'value' }],
      cells.map((cell) => [cell]),
    );
    expect(text.split('\n').slice(1)).toEqual([
      ...['-1.5', '-Infinity', '-1', '+.5e-3', '-7.', 'a=b', 'k-sparse', '1+1', '"{""=a"":""-b""}"'],
    ]);
  });
});

describe('formatJson', () => {
  it('is a list of objects by column name', () => {
    expect(JSON.parse(formatJson(COLUMNS, ROWS))).toEqual([
      { trial: 0, method: 'l1', validation_accuracy: 0.97851, loss: { mean: 0.183, sd: 0.00213, n: 3 } },
      { trial: 12, method: null, validation_accuracy: null, loss: { mean: 2, sd: null, n: 1 } },
    ]);
  });
});
