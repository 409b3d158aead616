import type { StampedRecord, TrialRecord } from '../../store/write/records.ts';
import type { SweepWriter } from '../../store/write/sweepWriter.ts';

/** Records are stored after this time at the latest. */
const DELAY_MILLISECONDS = 50;

/** Stores records in batches, many in one transaction. */
export class RecordBuffer {
  readonly #writer: Pick<SweepWriter, 'write'>;
  readonly #stored: (record: TrialRecord) => void;
  #waiting: StampedRecord[] = [];
  #timer: NodeJS.Timeout | undefined;
  #failure: { readonly thrown: unknown } | undefined;

  /** @param stored is told of each record once it is stored; may throw, as the store may. */
  constructor(writer: Pick<SweepWriter, 'write'>, stored: (record: TrialRecord) => void) {
    this.#writer = writer;
    this.#stored = stored;
  }

  /**
   * Stores a record soon.
   *
   * @throws what the store threw for earlier records.
   */
  add(stamped: StampedRecord): void {
    if (this.#failure !== undefined) throw this.#failure.thrown;
    this.#waiting.push(stamped);
    this.#timer ??= setTimeout(() => {
      try {
        this.flush();
      } catch (thrown) {
        // Nobody catches it here: the next call of `add` or `flush` throws it.
        this.#failure = { thrown };
      }
    }, DELAY_MILLISECONDS);
  }

  /** Stores all records now; throws what the store throws now or threw for earlier records. */
  flush(): void {
    if (this.#failure !== undefined) throw this.#failure.thrown;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const records = this.#waiting;
    this.#waiting = [];
    if (records.length === 0) return;
    this.#writer.write(records);
    for (const { record } of records) this.#stored(record);
  }
}
