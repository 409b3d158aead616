import type { StampedRecord, TrialRecord } from '../write/records.ts';

/** The records, all of which came at the same time. */
export function stamped(records: readonly TrialRecord[], at: Date): readonly StampedRecord[] {
  return records.map((record) => ({ record, at }));
}
