import { describe, expect, it } from 'vitest';
import { nearest } from './nearest.ts';

describe('nearest', () => {
  it.each([
    ['unitz', 'units'],
    ['rleu', 'relu'],
    ['UNITS', 'units'],
    ['ksparse', 'k-sparse'],
    ['learning_rate', 'learningRate'],
    ['validation.acuracy', 'validation.accuracy'],
  ])('finds for %s the name %s', (written, meant) => {
    const names = ['units', 'relu', 'k-sparse', 'learningRate', 'validation.accuracy', 'top-k'];
    expect(nearest(written, names)).toBe(meant);
  });

  it('finds nothing near a word unlike every name', () => {
    expect(nearest('dropout', ['l1', 'top-k'])).toBeUndefined();
    expect(nearest('anything', [])).toBeUndefined();
    expect(nearest('b', ['a'])).toBeUndefined();
    expect(nearest('l2', ['l1'])).toBe('l1');
  });

  it('ignores a common end after a dot', () => {
    expect(nearest('test.accuracy', ['train.accuracy', 'validation.accuracy'])).toBeUndefined();
    expect(nearest('trian.accuracy', ['train.accuracy', 'validation.accuracy'])).toBe('train.accuracy');
  });
});
