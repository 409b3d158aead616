import { ACTIVATIONS, at, type LayerWeights } from '@sparsweep/core/plugin';
import { engineTfjs } from '@sparsweep/engine-tfjs';
import { engineWasm } from '@sparsweep/engine-wasm';
import { seededStreams } from '@sparsweep/testkit';
import { drawWeights } from '@sparsweep/training';
import { describe, expect, it } from 'vitest';
import { toleranceRatio } from '../support/toleranceRatio.ts';
import { type ParityCase, parityCase } from './parityCase.ts';
import { numbersOf, trained } from './trained.ts';

/** A value that is not finite or overflows: a feature of the last sample, or a weight of the first layer. */
type Flaw = Readonly<Record<'feature' | 'weight', number | null>>;

const FLAWS: Readonly<Record<string, Flaw>> = {
  'NaN in a feature': { feature: Number.NaN, weight: null },
  'infinity in a feature': { feature: Number.POSITIVE_INFINITY, weight: null },
  'NaN in a weight': { feature: null, weight: Number.NaN },
  'minus infinity in a weight': { feature: null, weight: Number.NEGATIVE_INFINITY },
  'a weight whose products overflow': { feature: 2, weight: 3e38 },
};

/** Without those that choose the largest: their order is not defined for NaN. */
const REGULARIZED = [
  'none',
  'l1 on activations',
  'l1 on weights, proximal',
  'l1 on weights, subgradient',
  'fatigue',
  'fatigue, then l1',
] as const;

/** A small network whose epoch is one step on four samples. */
function run(index: number, regularizer: string, outputs: number): ParityCase {
  const optimizer = at(['sgd', 'momentum', 'adam', 'adamw'], index % 4);
  const activation = at(ACTIVATIONS, index % ACTIVATIONS.length);
  const widths = [5, 6, 3] as const;
  const parity = parityCase({ widths, outputs, activation, regularizer, optimizer, batchSize: 4, rest: 0, steps: 3 });
  const { features, labels } = parity.data.train;
  const train = { rows: 4, features: features.slice(0, 4 * widths[0]), labels: labels.slice(0, 4) };
  return { ...parity, data: { ...parity.data, train } };
}

function spoiled(parity: ParityCase, { feature, weight }: Flaw): readonly [ParityCase, readonly LayerWeights[]] {
  const { train } = parity.data;
  const features = feature === null ? train.features : train.features.with(-2, feature);
  const weights = drawWeights(parity.structure, seededStreams(0)).map((layer, index) =>
    index === 0 && weight !== null ? { ...layer, kernel: layer.kernel.with(3, weight) } : layer,
  );
  return [{ ...parity, data: { ...parity.data, train: { ...train, features } } }, weights];
}

const valuesOf = (measured: readonly { readonly value: number }[]): readonly number[] =>
  measured.map(({ value }) => value);

describe.each(Object.entries(FLAWS))('%s', (_title, flaw) => {
  const runs = REGULARIZED.map((regularizer, index) => run(index, regularizer, at([1, 4], index % 2)));

  it.each(runs.map((parity) => [parity.title, parity] as const))(
    'spreads as on the eager engine: %s',
    async (_, parity) => {
      const [flawed, weights] = spoiled(parity, flaw);
      for (const epochs of [0, 1, 3]) {
        const [wasm, tfjs] = [
          await trained(engineWasm, { ...flawed, epochs }, weights),
          await trained(engineTfjs, { ...flawed, epochs }, weights),
        ];
        expect(toleranceRatio(numbersOf(wasm.weights()), numbersOf(tfjs.weights()))).toBeLessThanOrEqual(1);
        for (const split of ['train', 'validation'] as const) {
          expect(toleranceRatio(valuesOf(wasm.evaluate(split)), valuesOf(tfjs.evaluate(split)))).toBeLessThanOrEqual(1);
        }
        wasm.dispose();
        tfjs.dispose();
      }
    },
  );
});
