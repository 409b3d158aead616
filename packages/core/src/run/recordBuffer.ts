import type { StampedRecord } from '../store/records.ts';
import type { SweepWriter } from '../store/sweepWriter.ts';

/** Records wait at most this long before they are stored. */
const DELAY_MILLISECONDS = 50;

/** Gathers records so that many are stored in one transaction. */
export class RecordBuffer {
  readonly #writer: Pick<SweepWriter, 'write'>;
  #waiting: StampedRecord[] = [];
  #timer: NodeJS.Timeout | undefined;
  #failure: { readonly thrown: unknown } | undefined;

  constructor(writer: Pick<SweepWriter, 'write'>) {
    this.#writer = writer;
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
    if (records.length > 0) this.#writer.write(records);
  }
}
