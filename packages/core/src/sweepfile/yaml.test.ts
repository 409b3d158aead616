import { describe, expect, it } from 'vitest';
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
