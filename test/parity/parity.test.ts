import { at, type Engine, type LayerWeights, type Measurement, type Session } from '@sparsweep/core/plugin';
import { engineTfjs } from '@sparsweep/engine-tfjs';
import { engineWasm } from '@sparsweep/engine-wasm';
import { seededStreams } from '@sparsweep/testkit';
import { drawWeights } from '@sparsweep/training';
import { describe, expect, it } from 'vitest';
import { type ParityCase, parityCases } from './cases.ts';

/** How far two engines may be apart, relative to the value, and absolutely where it is next to nothing. */
const RELATIVE = 1e-4;
const ABSOLUTE = 1e-6;

async function trained(engine: Engine, { structure, hyperparameters, data, epochs }: ParityCase): Promise<Session> {
  const random = seededStreams(0);
  const initialWeights = drawWeights(structure, random);
  const program = await engine.compile(structure);
  const session = program.start({ epochs, shuffle: true, hyperparameters, random, initialWeights }, data);
  for (let epoch = 0; epoch < epochs; epoch++) session.trainEpoch();
  return session;
}

/** The worst difference of two lists of numbers, in units of what is allowed: at most 1 where they agree. */
function disagreement(values: ArrayLike<number>, expected: ArrayLike<number>): number {
  let worst = values.length === expected.length ? 0 : Number.POSITIVE_INFINITY;
  for (let index = 0; index < values.length; index++) {
    const [value, other] = [at(values, index), at(expected, index)];
    if (Object.is(value, other)) continue;
    const ratio = Math.abs(value - other) / Math.max(RELATIVE * Math.abs(other), ABSOLUTE);
    worst = Number.isNaN(ratio) ? Number.POSITIVE_INFINITY : Math.max(worst, ratio);
  }
  return worst;
}

const numbersOf = (weights: readonly LayerWeights[]): readonly number[] =>
  weights.flatMap(({ kernel, bias }) => [...kernel, ...bias]);

function byName(measurements: readonly Measurement[]): Readonly<Record<string, number>> {
  return Object.fromEntries(measurements.map(({ name, split, layer, value }) => [`${split} ${layer} ${name}`, value]));
}

describe('the compiled engine against the eager one', () => {
  it.each(parityCases().map((parity) => [parity.title, parity] as const))('%s', async (_title, parity) => {
    const [wasm, tfjs] = [await trained(engineWasm, parity), await trained(engineTfjs, parity)];
    expect(disagreement(numbersOf(wasm.weights()), numbersOf(tfjs.weights()))).toBeLessThanOrEqual(1);
    for (const split of ['train', 'validation'] as const) {
      const [own, expected] = [byName(wasm.evaluate(split)), byName(tfjs.evaluate(split))];
      expect(Object.keys(own)).toEqual(Object.keys(expected));
      expect(disagreement(Object.values(own), Object.values(expected))).toBeLessThanOrEqual(1);
    }
    const [own, expected] = [byName(wasm.inspect()), byName(tfjs.inspect())];
    expect(Object.keys(own)).toEqual(Object.keys(expected));
    wasm.dispose();
    tfjs.dispose();
  });
});
