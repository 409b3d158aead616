import type { MeasurementRow } from '../../store/read/rows.ts';

/** A number that was measured otherwise, or on one side only. */
export interface MeasurementDifference extends Omit<MeasurementRow, 'value'> {
  readonly kind: 'measurement';
  /** Null for what was not a number; absent where it was not measured. */
  readonly stored?: number | null;
  readonly again?: number | null;
}

/** How many numbers were compared, and those that differ: epoch by epoch, then those of the final weights. */
export interface MeasurementsComparison {
  readonly compared: number;
  readonly differences: readonly MeasurementDifference[];
}

/** Compares what was measured in two trainings of one trial; what is not a number equals what is not a number. */
export function compareMeasurements(
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

/** When a number was measured; on the final weights comes after every epoch. */
function timeOf({ epoch }: MeasurementDifference): number {
  return epoch ?? Number.MAX_VALUE;
}
