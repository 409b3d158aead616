import type { MeasurementRow } from '../../store/read/rows.ts';
import {
  compareWeights,
  type LayersDifference,
  type WeightDifference,
  type WeightsComparison,
} from './compareWeights.ts';
import type { TrialNumbers } from './rerunTrial.ts';

/** The trial ended in another way or after another number of epochs. */
interface EndDifference {
  readonly kind: 'end';
  readonly stored: Pick<TrialNumbers, 'status' | 'epochs' | 'error'>;
  readonly again: Pick<TrialNumbers, 'status' | 'epochs' | 'error'>;
}

/** A difference between two trainings of a trial. */
export type RerunDifference = MeasurementDifference | EndDifference | WeightDifference | LayersDifference;

/** How two trainings of a trial compare. */
export interface RerunComparison {
  readonly equal: boolean;
  /** The difference that came first in training. */
  readonly first?: RerunDifference;
  readonly measurements: { readonly compared: number; readonly different: number };
  readonly weights: Omit<WeightsComparison, 'first'>;
}

/**
 * Compares two trainings of a trial. Differences are ordered by when they arose: the epochs that both trained, how they
 * ended, the final measurements, the final weights.
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

/** A measurement that differs, or exists on one side only. */
interface MeasurementDifference extends Omit<MeasurementRow, 'value'> {
  readonly kind: 'measurement';
  /** Null for NaN; absent if it was not measured. */
  readonly stored?: number | null;
  readonly again?: number | null;
}

/** How many measurements were compared, and those that differ: epoch by epoch, then of the final weights. */
interface MeasurementsComparison {
  readonly compared: number;
  readonly differences: readonly MeasurementDifference[];
}

/** Compares the measurements of two trainings of a trial. NaN equals NaN. */
function compareMeasurements(
  stored: readonly MeasurementRow[],
  again: readonly MeasurementRow[],
): MeasurementsComparison {
  const [before, after] = [byKey(stored), byKey(again)];
  const rows = [...new Map([...before, ...after]).entries()];
  const differences = rows.flatMap(([key, row]): MeasurementDifference[] => {
    const [then, now] = [before.get(key), after.get(key)];
    if (then !== undefined && now !== undefined && Object.is(then.value, now.value)) return [];
    const { epoch, split, layer, name } = row;
    const values = { ...(then && { stored: then.value }), ...(now && { again: now.value }) };
    return [{ kind: 'measurement', epoch, split, layer, name, ...values }];
  });
  return { compared: rows.length, differences: differences.toSorted((a, b) => timeOf(a) - timeOf(b)) };
}

function byKey(rows: readonly MeasurementRow[]): ReadonlyMap<string, MeasurementRow> {
  return new Map(rows.map((row) => [JSON.stringify([row.epoch, row.split, row.layer, row.name]), row]));
}

/** The time of a measurement; the final weights come after every epoch. */
function timeOf({ epoch }: MeasurementDifference): number {
  return epoch ?? Number.MAX_VALUE;
}
