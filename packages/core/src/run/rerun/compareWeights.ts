import { at } from '../../plugin/at.ts';
import type { LayerWeights } from '../../plugin/engine.ts';

/** A weight or bias that differs. */
export interface WeightDifference {
  readonly kind: 'weight';
  /** From 0, the output layer last. */
  readonly layer: number;
  readonly tensor: 'kernel' | 'bias';
  /** The input that a weight of the kernel is for, from 0; null for a bias. */
  readonly input: number | null;
  /** From 0. */
  readonly unit: number;
  readonly stored: number;
  readonly again: number;
  /** |stored - again| / max(|stored|, |again|), from 0 to 2; infinite where one of them is not finite. */
  readonly relative: number;
}

/** The layers have other sizes. */
export interface LayersDifference {
  readonly kind: 'layers';
  /** Inputs and units of each layer. */
  readonly stored: readonly (readonly [number, number])[];
  readonly again: readonly (readonly [number, number])[];
}

/** How two sets of final weights compare. */
export interface WeightsComparison {
  readonly compared: number;
  readonly different: number;
  /** In the order of the layers, kernels before biases. */
  readonly first?: WeightDifference | LayersDifference;
  /** The largest relative difference. */
  readonly largest?: WeightDifference;
}

/**
 * Compares final weights bit for bit, except that all NaNs are equal, whose bits differ between processors. Weights that are
 * missing on one side are not compared.
 */
export function compareWeights(
  stored: readonly LayerWeights[] | undefined,
  again: readonly LayerWeights[] | undefined,
): WeightsComparison {
  if (stored === undefined || again === undefined) return { compared: 0, different: 0 };
  const sizes = { stored: sizesOf(stored), again: sizesOf(again) };
  if (JSON.stringify(sizes.stored) !== JSON.stringify(sizes.again)) {
    return { compared: 0, different: 0, first: { kind: 'layers', ...sizes } };
  }
  const differences = [...stored.entries()].flatMap(([layer, weights]) =>
    differencesOf(layer, weights, at(again, layer)),
  );
  const compared = stored.reduce((sum, { kernel, bias }) => sum + kernel.length + bias.length, 0);
  const [first] = differences;
  if (first === undefined) return { compared, different: 0 };
  const largest = differences.reduce((most, next) => (next.relative > most.relative ? next : most));
  return { compared, different: differences.length, first, largest };
}

function sizesOf(weights: readonly LayerWeights[]): LayersDifference['stored'] {
  return weights.map(({ inputs, units }) => [inputs, units] as const);
}

function differencesOf(layer: number, stored: LayerWeights, again: LayerWeights): WeightDifference[] {
  const { units } = stored;
  return [
    ...unequal(stored.kernel, again.kernel).map(({ index, ...values }) => {
      const [input, unit] = [Math.floor(index / units), index % units];
      return { kind: 'weight' as const, layer, tensor: 'kernel' as const, input, unit, ...values };
    }),
    ...unequal(stored.bias, again.bias).map(({ index, ...values }) => {
      return { kind: 'weight' as const, layer, tensor: 'bias' as const, input: null, unit: index, ...values };
    }),
  ];
}

interface UnequalValues extends Pick<WeightDifference, 'stored' | 'again' | 'relative'> {
  readonly index: number;
}

function unequal(stored: Float32Array, again: Float32Array): UnequalValues[] {
  const found: UnequalValues[] = [];
  for (let index = 0; index < stored.length; index++) {
    const [then, now] = [at(stored, index), at(again, index)];
    if (!Object.is(then, now)) found.push({ index, stored: then, again: now, relative: relativeDifference(then, now) });
  }
  return found;
}

function relativeDifference(a: number, b: number): number {
  // The two zeros.
  if (a === b) return 0;
  const difference = Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b));
  return Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference;
}
