/** Keeps what was used last, each value by its key and made only once while it is kept. */
export class RecentCache<Value> {
  readonly #capacity: number;
  /** From the one longest unused on. */
  readonly #values = new Map<string, Promise<Value>>();

  /** @param capacity how many values are kept. */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** The value of a key, made by `make` where it is not there. One that could not be made is tried anew next time. */
  async get(key: string, make: () => Promise<Value>): Promise<Value> {
    const value = this.#values.get(key) ?? make();
    this.#values.delete(key);
    this.#values.set(key, value);
    const [oldest] = this.#values.keys();
    if (this.#values.size > this.#capacity && oldest !== undefined) this.#values.delete(oldest);
    value.catch(() => {
      if (this.#values.get(key) === value) this.#values.delete(key);
    });
    return value;
  }
}
