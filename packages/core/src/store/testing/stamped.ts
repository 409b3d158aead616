import type { StampedRecord, TrialRecord } from '../write/records.ts';

/** Records that all arrived at the same time. */
export function stamped(records: readonly TrialRecord[], at: Date): readonly StampedRecord[] {
  return records.map((record) => ({ record, at }));
}
