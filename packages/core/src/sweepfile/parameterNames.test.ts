import { describe, expect, it } from 'vitest';
import { parameterNames } from './parameterNames.ts';

describe('parameterNames', () => {
  it('takes the last word where no other value has it', () => {
    expect(
      parameterNames(
        [
          ['train', 'epochs'],
          ['dataset', 'rows'],
        ],
        [],
      ),
    ).toEqual(['epochs', 'rows']);
  });

  it('leaves out an index that nothing depends on', () => {
    expect(parameterNames([['model', 'layers[2]', 'regularizers[0]']], [])).toEqual(['regularizers']);
  });

  it('takes as many words as tell two values apart', () => {
    const units = [
      ['model', 'layers[0]', 'units'],
      ['model', 'layers[1]', 'units'],
    ];
    expect(parameterNames(units, [])).toEqual(['layers[0].units', 'layers[1].units']);
    const regularizers = [
      ['model', 'layers[0]', 'regularizers[0]'],
      ['model', 'layers[0]', 'regularizers[1]'],
    ];
    expect(parameterNames(regularizers, [])).toEqual(['regularizers[0]', 'regularizers[1]']);
  });

  it('gives no value a name that is the end of another path', () => {
    const paths = [
      ['dataset', 'seed'],
      ['model', 'output', 'dataset', 'seed'],
    ];
    expect(parameterNames(paths, [])).toEqual(['dataset.seed', 'output.dataset.seed']);
  });

  it('gives no value a name that the file gives to another', () => {
    expect(parameterNames([['train', 'epochs']], ['epochs'])).toEqual(['train.epochs']);
  });

  it('never names a value by a word that says only how it is searched or scheduled', () => {
    const scheduled = [
      ['regularizers[0]', 'density', 'from'],
      ['regularizers[0]', 'density', 'to'],
    ];
    expect(parameterNames(scheduled, [])).toEqual(['density.from', 'density.to']);
    expect(parameterNames([['regularizers[0]', 'strength', 'values[1]']], [])).toEqual(['strength.values[1]']);
    expect(
      parameterNames(
        [
          ['layers[0]', 'units'],
          ['regularizers[0]', 'k', 'values[1]', 'to'],
        ],
        [],
      ),
    ).toEqual(['units', 'k.values[1].to']);
  });
});
