import type { StampedRecord, TrialRecord } from '../../store/write/records.ts';
import type { SweepWriter } from '../../store/write/sweepWriter.ts';

/** Records wait at most this long before they are stored. */
const DELAY_MILLISECONDS = 50;

/** Gathers records so that many are stored in one transaction. */
export class RecordBuffer {
  readonly #writer: Pick<SweepWriter, 'write'>;
  readonly #stored: (record: TrialRecord) => void;
  #waiting: StampedRecord[] = [];
  #timer: NodeJS.Timeout | undefined;
  #failure: { readonly thrown: unknown } | undefined;

  /** @param stored is told of each record that is in the store, and may throw like it. */
  constructor(writer: Pick<SweepWriter, 'write'>, stored: (record: TrialRecord) => void) {
    this.#writer = writer;
    this.#stored = stored;
  }

  /**
   * Takes a record, which is stored soon.
   *
   * @throws what the store threw when it was given records earlier.
   */
  add(stamped: StampedRecord): void {
    if (this.#failure !== undefined) throw this.#failure.thrown;
    this.#waiting.push(stamped);
    this.#timer ??= setTimeout(() => {
      try {
        this.flush();
      } catch (thrown) {
        // No one would catch it here; whoever adds the next record, or flushes, is told.
        this.#failure = { thrown };
      }
    }, DELAY_MILLISECONDS);
  }

  /** Stores what waits; throws like `add`, and what the store throws now. */
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
