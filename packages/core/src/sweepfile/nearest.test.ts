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
  ])('takes %s for %s', (written, meant) => {
    const names = ['units', 'relu', 'k-sparse', 'learningRate', 'validation.accuracy', 'top-k'];
    expect(nearest(written, names)).toBe(meant);
  });

  it('takes what is far from every name for none of them', () => {
    expect(nearest('dropout', ['l1', 'top-k'])).toBeUndefined();
    expect(nearest('anything', [])).toBeUndefined();
    expect(nearest('b', ['a'])).toBeUndefined();
    expect(nearest('l2', ['l1'])).toBe('l1');
  });

  it('is not misled by an end that two names share', () => {
    expect(nearest('test.accuracy', ['train.accuracy', 'validation.accuracy'])).toBeUndefined();
    expect(nearest('trian.accuracy', ['train.accuracy', 'validation.accuracy'])).toBe('train.accuracy');
  });
});
