import { openReader, type StoreReader } from '@sparsweep/core';

/**
 * Opens the store at `path` for reading, uses it, and closes it whatever happens.
 *
 * @throws SparsweepError `unusable-store` for a damaged one, however that came to light; and as `openReader` does.
 */
export function withReader<Result>(path: string, use: (reader: StoreReader) => Result): Result {
  const reader = openReader(path);
  try {
    return use(reader);
  } catch (thrown) {
    throw reader.explain(thrown);
  } finally {
    reader.close();
  }
}
