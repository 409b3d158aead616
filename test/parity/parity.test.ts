import type { Measurement } from '@sparsweep/core/plugin';
import { engineTfjs } from '@sparsweep/engine-tfjs';
import { engineWasm } from '@sparsweep/engine-wasm';
import { describe, expect, it } from 'vitest';
import { toleranceRatio } from '../support/toleranceRatio.ts';
import { parityCases, rankingCases, sizeCases } from './cases.ts';
import { numbersOf, trained } from './trained.ts';

function byName(measurements: readonly Measurement[]): Readonly<Record<string, number>> {
  return Object.fromEntries(measurements.map(({ name, split, layer, value }) => [`${split} ${layer} ${name}`, value]));
}

describe('the compiled engine against the eager one', () => {
  it.each([...parityCases(), ...sizeCases(), ...rankingCases()].map((parity) => [parity.title, parity] as const))(
    '%s',
    async (_title, parity) => {
      const [wasm, tfjs] = [await trained(engineWasm, parity), await trained(engineTfjs, parity)];
      expect(toleranceRatio(numbersOf(wasm.weights()), numbersOf(tfjs.weights()))).toBeLessThanOrEqual(1);
      for (const split of ['train', 'validation'] as const) {
        const [own, expected] = [byName(wasm.evaluate(split)), byName(tfjs.evaluate(split))];
        expect(Object.keys(own)).toEqual(Object.keys(expected));
        expect(toleranceRatio(Object.values(own), Object.values(expected))).toBeLessThanOrEqual(1);
      }
      const [own, expected] = [byName(wasm.inspect()), byName(tfjs.inspect())];
      expect(Object.keys(own)).toEqual(Object.keys(expected));
      wasm.dispose();
      tfjs.dispose();
    },
  );
});
