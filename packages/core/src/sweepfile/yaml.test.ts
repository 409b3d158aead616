import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { YAML_OPTIONS, yamlData } from './yaml.ts';

function read(text: string) {
  return yamlData(parseDocument(text, YAML_OPTIONS));
}

function dataOf(text: string) {
  const { result } = read(text);
  return 'data' in result ? result.data : result.flaw;
}

describe('yamlData', () => {
  it('reads the scalars of the core schema of YAML 1.2', () => {
    expect(dataOf('[1, 1e-3, 0x1F, .inf, true, True]')).toEqual([1, 0.001, 31, Number.POSITIVE_INFINITY, true, true]);
    expect(dataOf('[null, ~, yes, 12:30, 2026-11-23, "1"]')).toEqual([null, null, 'yes', '12:30', '2026-11-23', '1']);
    expect(dataOf('a:')).toEqual({ a: null });
  });

  it('takes keys for text, those that objects have by birth as well', () => {
    expect(dataOf('{ 1: a, true: b, constructor: c }')).toEqual({ 1: 'a', true: 'b', constructor: 'c' });
    const data = dataOf('__proto__: { a: 1 }');
    expect(Object.entries(data ?? {})).toEqual([['__proto__', { a: 1 }]]);
  });

  it('puts for an alias what its anchor last named before it', () => {
    expect(dataOf('a: &x 1\nb: &c { p: &x 2 }\nd: &x 3\ne: *c\nf: *x')).toEqual({
      a: 1,
      b: { p: 2 },
      d: 3,
      e: { p: 2 },
      f: 3,
    });
  });

  it('knows the place of what an alias stands for: the alias itself, and its parts where they are written', () => {
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

  it('counts what aliases stand for each time, and only that', () => {
    const thousand = `[${'0, '.repeat(999)}0]`;
    const uses = (count: number) => `a: &a ${thousand}\nb: [${'*a, '.repeat(count)}]`;
    expect(dataOf(uses(90))).toMatchObject({ a: expect.any(Array) });
    expect(dataOf(uses(100))).toMatchObject({ message: 'the file holds more than 100000 values' });
  });
});
