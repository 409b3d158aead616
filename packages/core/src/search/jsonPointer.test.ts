import { describe, expect, it } from 'vitest';
import { displayPath, pathOf, pointerOf, valueAt } from './jsonPointer.ts';

describe('JSON pointers', () => {
  it('escape the two characters that RFC 6901 escapes', () => {
    expect(pointerOf(['a/b', 'm~n', '~1', 0])).toBe('/a~1b/m~0n/~01/0');
    expect(pathOf('/a~1b/m~0n/~01/0')).toEqual(['a/b', 'm~n', '~1', '0']);
  });

  it('distinguish the document from its empty key', () => {
    expect(pathOf('')).toEqual([]);
    expect(pathOf('/')).toEqual(['']);
    expect(pointerOf([])).toBe('');
    expect(pointerOf([''])).toBe('/');
  });
});

describe('displayPath', () => {
  it('writes indices in brackets, whether numbers or text', () => {
    expect(displayPath(['model', 'layers', 0, 'units'])).toBe('model.layers[0].units');
    expect(displayPath(['model', 'layers', '0', 'units'])).toBe('model.layers[0].units');
    expect(displayPath([])).toBe('');
  });
});

describe('valueAt', () => {
  const root = { list: [{ a: 1 }, { a: null }], empty: {} };

  it('follows keys and indices', () => {
    expect(valueAt(root, ['list', 0, 'a'])).toBe(1);
    expect(valueAt(root, pathOf('/list/0'))).toEqual({ a: 1 });
    expect(valueAt(root, [])).toBe(root);
  });

  it('is null where the path leads nowhere', () => {
    expect(valueAt(root, ['list', 2, 'a'])).toBeNull();
    expect(valueAt(root, ['empty', 'a', 'b'])).toBeNull();
    expect(valueAt(root, ['list', 0, 'a', 'b'])).toBeNull();
  });
});
