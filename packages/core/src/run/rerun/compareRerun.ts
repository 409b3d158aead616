import { compareMeasurements, type MeasurementDifference } from './compareMeasurements.ts';
import {
  compareWeights,
  type LayersDifference,
  type WeightDifference,
  type WeightsComparison,
} from './compareWeights.ts';
import type { TrialNumbers } from './trialNumbers.ts';

/** The trial ended in another way, or after another number of epochs. */
export interface EndDifference {
  readonly kind: 'end';
  readonly stored: Pick<TrialNumbers, 'status' | 'epochs' | 'error'>;
  readonly again: Pick<TrialNumbers, 'status' | 'epochs' | 'error'>;
}

/** Something that came out otherwise when a trial was trained again. */
export type RerunDifference = MeasurementDifference | EndDifference | WeightDifference | LayersDifference;

/** How two trainings of one trial compare. */
export interface RerunComparison {
  readonly equal: boolean;
  /** The difference that came first in training. */
  readonly first?: RerunDifference;
  readonly measurements: { readonly compared: number; readonly different: number };
  readonly weights: Omit<WeightsComparison, 'first'>;
}

/**
 * Compares two trainings of one trial. Differences are taken in the order in which they came about: the epochs that both
 * trained, how they ended, what was measured at the end, the final weights.
 */
export function compareRerun(stored: TrialNumbers, again: TrialNumbers): RerunComparison {
  const { compared, differences } = compareMeasurements(stored.measurements, again.measurements);
  const { first: firstWeight, ...weights } = compareWeights(stored.weights, again.weights);
  const common = Math.min(stored.epochs, again.epochs);
  const early = differences.find(({ epoch }) => epoch !== null && epoch <= common);
  const first = early ?? endDifference(stored, again) ?? differences[0] ?? firstWeight;
  return {
    equal: first === undefined,
    ...(first === undefined ? {} : { first }),
    measurements: { compared, different: differences.length },
    weights,
  };
}

function endDifference(stored: TrialNumbers, again: TrialNumbers): EndDifference | undefined {
  if (stored.status === again.status && stored.epochs === again.epochs) return undefined;
  return { kind: 'end', stored: endOf(stored), again: endOf(again) };
}

function endOf({ status, epochs, error }: TrialNumbers): EndDifference['stored'] {
  return { status, epochs, ...(error === undefined ? {} : { error }) };
}
