import { describe, expect, it } from 'vitest';
import { adam } from './adam.ts';
import { optimizerNamed } from './optimizers.ts';

describe('optimizerNamed', () => {
  it('finds an optimizer, or says which there are', () => {
    expect(optimizerNamed('adam')).toBe(adam);
    expect(() => optimizerNamed('adan')).toThrow(
      expect.objectContaining({
        code: 'unknown-plugin',
        message: "there is no optimizer 'adan'; there are adam, adamw, momentum, sgd",
      }),
    );
  });
});
