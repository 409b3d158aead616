/** Keeps the values used most recently, each by its key. */
export class RecentCache<Value> {
  readonly #capacity: number;
  /** From the least recently used to the most recently used. */
  readonly #values = new Map<string, Promise<Value>>();

  /** @param capacity how many values are kept. */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** The value of a key, made by `make` if it is missing. A failure is not kept. */
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
