import { describe, expect, it } from 'vitest';
import { type Case, lines, problemsOf, sweepText } from '../../test/sweepfile/readTest.ts';
import { parseYaml, yamlData } from './yaml.ts';

function read(text: string) {
  return yamlData(parseYaml(text).document);
}

function dataOf(text: string) {
  const { result } = read(text);
  return 'data' in result ? result.data : result.error;
}

describe('yamlData', () => {
  it('reads the scalars of the core schema of YAML 1.2', () => {
    expect(dataOf('[1, 1e-3, 0x1F, .inf, true, True]')).toEqual([1, 0.001, 31, Number.POSITIVE_INFINITY, true, true]);
    expect(dataOf('[null, ~, yes, 12:30, 2026-11-23, "1"]')).toEqual([null, null, 'yes', '12:30', '2026-11-23', '1']);
    expect(dataOf('a:')).toEqual({ a: null });
  });

  it('reads keys as text, also those that every object has', () => {
    expect(dataOf('{ 1: a, true: b, constructor: c }')).toEqual({ 1: 'a', true: 'b', constructor: 'c' });
    const data = dataOf('__proto__: { a: 1 }');
    expect(Object.entries(data ?? {})).toEqual([['__proto__', { a: 1 }]]);
  });

  it('replaces an alias by the last anchor of its name before it', () => {
    expect(dataOf('a: &x 1\nb: &c { p: &x 2 }\nd: &x 3\ne: *c\nf: *x')).toEqual({
      a: 1,
      b: { p: 2 },
      d: 3,
      e: { p: 2 },
      f: 3,
    });
  });

  it('places an alias at itself, and the values inside it at the anchor', () => {
    const text = 'a: &x { b: 1 }\nc: *x\n';
    const { places } = read(text);
    const at = (pointer: string) => {
      const [start = 0, end = 0] = places.get(pointer)?.value?.range ?? [];
      return text.slice(start, end);
    };
    expect(at('/c')).toBe('*x');
    expect(at('/c/b')).toBe('1');
    expect(at('/a/b')).toBe('1');
  });

  it('counts the values of an alias each time it is used', () => {
    const thousand = `[${'0, '.repeat(999)}0]`;
    const uses = (count: number) => `a: &a ${thousand}\nb: [${'*a, '.repeat(count)}]`;
    expect(dataOf(uses(90))).toMatchObject({ a: expect.any(Array) });
    expect(dataOf(uses(100))).toMatchObject({ id: 'too-many-values', data: { limit: 100_000 } });
  });
});

describe('invalid YAML', () => {
  it.each<Case>([
    [
      'a bracket that is not closed',
      'name: test\ndataset: { use: points\nmodel:\n  layers: []\n',
      [['3:1 m', 'unclosed-bracket', { bracket: '}' }]],
    ],
    ['a quote that is not closed', 'name: "test\ndataset: points\n', [['3:1 ', 'unclosed-quote', { quote: '"' }]]],
    [
      'an item that is indented too little',
      'name: test\nmodel:\n  layers:\n    - units: 3\n   - units: 4\n',
      [['5:1  ', 'wrong-indentation']],
    ],
    ['a colon in text', 'name: sparse: a test\n', [['1:7 s', 'wrong-indentation']]],
    ['a tab as indentation', 'name: test\nmodel:\n\tlayers: []\n', [['3:1 \t', 'tab-indentation']]],
    ['a key without a colon', 'name: test\nmodel\n', [['2:1 model', 'missing-colon']]],
    [
      'duplicate keys',
      'name: a\nname: b\nquestion: Why?\nquestion: How?\n',
      [
        ['2:1 name', 'duplicate-key', { key: 'name' }],
        ['4:1 question', 'duplicate-key', { key: 'question' }],
      ],
    ],
    [
      'a reserved character',
      'name: @test\n',
      [['1:7 @', 'reserved-character', { reason: 'Plain value cannot start with reserved character @' }]],
    ],
    ['a tag', 'name: !secret test\n', [['1:7 !secret', 'unknown-tag', { tag: '!secret' }]]],
    ['a second document', 'name: a\n---\nname: b\n', [['2:1 ---', 'second-document']]],
    ['an unknown anchor', 'name: *title\n', [['1:7 *title', 'unknown-anchor', { name: 'title' }]]],
    [
      'an alias inside its own anchor',
      'name: test\nmodel: &model { layers: [*model] }\n',
      [['2:26 *model', 'recursive-alias', { name: 'model' }]],
    ],
    ['a list as a key', '? [a, b]\n: c\n', [['1:1 ? [a, b]', 'complex-key']]],
    ['nothing', '', [['file', 'not-a-sweep']]],
    ['only a comment', '# later\n', [['file', 'not-a-sweep']]],
    ['a list', '- name: test\n', [['file', 'not-a-sweep']]],
    ['more than 250 kB', `${sweepText()}# ${'x'.repeat(250_000)}`, [['file', 'file-too-large', { kilobytes: 250 }]]],
    [
      'aliases that expand to too many values',
      lines('a: &a [x, x, x, x, x, x, x, x, x, x]', ...['b', 'c', 'd', 'e', 'f'].map(tenfold)),
      [['file', 'too-many-values', { limit: 100_000 }]],
    ],
    [
      'hundreds of levels',
      `name: test\nmodel: ${'['.repeat(200)}${']'.repeat(200)}\n`,
      [[`2:107 ${'['.repeat(101)}${']'.repeat(101)}`, 'nested-too-deeply', { levels: 100 }]],
    ],
    [
      'more levels than the parser reads',
      `name: ${'['.repeat(10_000)}`,
      [[expect.stringMatching(/^1:\d+ \[/), 'nested-too-deeply', { levels: undefined }]],
    ],
    [
      'a wrong escape sequence',
      'name: "\\q"\n',
      [['1:8 \\', 'invalid-yaml', { reason: 'Invalid escape sequence \\q' }]],
    ],
  ])('%s', async (_what, text, problems) => {
    expect(await problemsOf(text)).toMatchObject(problems);
  });
});

/** Ten aliases of the anchor named by the previous letter. */
function tenfold(letter: string): string {
  const before = String.fromCharCode(letter.charCodeAt(0) - 1);
  return `${letter}: &${letter} [${Array.from({ length: 10 }, () => `*${before}`).join(', ')}]`;
}
