import { describe, expect, it } from 'vitest';
import { fitWidth, formatCsv, formatJson, formatTable } from './formatTable.ts';
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
  it('aligns numbers right, below a heading and a rule', () => {
    expect(formatTable(COLUMNS, ROWS)).toBe(
      [
        'trial  method  validation accuracy             loss',
        '─────────────────────────────────────────────────────',
        '    0  l1                   97.85%  0.1830 ± 0.0021',
        '   12  –                         –            2.000',
      ].join('\n'),
    );
  });

  it('shortens text, never numbers, to fit the terminal', () => {
    const rows = [[1, 'a very long description of a method', 0.5, null]];
    const lines = formatTable(COLUMNS, rows, { width: 52 }).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(52);
    expect(lines[2]).toMatch(/^ {4}1 {2}a very .*… +50\.00% +–$/);
  });

  it('counts wide characters as two columns', () => {
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

  it('escapes control characters, and emphasises headings only if asked', () => {
    const plain = formatTable([{ name: 'evil\x1b]0;', kind: 'text' }], [['\x1b[31mred\nsecond line']]);
    expect(plain).toContain('\\x1b[31mred\\nsecond line');
    expect(plain.split('\n')).toHaveLength(3);
    expect(plain).not.toContain('\x1b');
    expect(formatTable(COLUMNS, ROWS, { colors: true })).toContain('\x1b[1m');
  });

  it('is a heading and a rule if there are no rows', () => {
    expect(formatTable([{ name: 'trial', kind: 'integer' }], []).split('\n')[0]).toBe('trial');
  });
});

describe('formatCsv', () => {
  it('has every digit, two fields for mean and standard deviation, and empty fields for null', () => {
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
  ])('escapes the formula %j, as a cell and as a heading', (text, field) => {
    expect(formatCsv([{ name: text, kind: 'value' }], [[text]])).toBe(`${field}\n${field}`);
  });

  it('does not escape numbers, or text with an operator inside', () => {
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

describe('fitWidth', () => {
  it.each([
    ['abc', 3, 'abc'],
    ['abcd', 3, 'ab…'],
    ['', 0, ''],
    ['abc', 1, '…'],
    // Two columns each, so that the third does not fit beside the ellipsis.
    ['試試試', 5, '試試…'],
    ['試試試', 4, '試…'],
    // One character on the screen, of several code points.
    ['👩‍👩‍👧ab', 3, '👩‍👩‍👧…'],
    ['e\u0301e\u0301e\u0301', 2, 'e\u0301…'],
  ])('makes %j fit into %i columns', (line, width, expected) => {
    expect(fitWidth(line, width)).toBe(expected);
  });
});
