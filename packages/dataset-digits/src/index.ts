import { defineDataset, Type } from '@sparsweep/core/plugin';

/** 1797 handwritten digits of 8 by 8 pixels, bundled with the package. */
export const digits = defineDataset({
  name: 'digits',
  summary: '1797 handwritten digits, 8 by 8 pixels from 0 to 1 (UCI Optical Recognition of Handwritten Digits).',
  options: Type.Object({}),
  async load() {
    const { loadDigits } = await import('./loadDigits.ts');
    return loadDigits();
  },
});

export default digits;
