import { openReader, type StoreReader } from '@sparsweep/core';

/** Opens the store at `path` for reading, uses it, and closes it whatever happens. */
export function withReader<Result>(path: string, use: (reader: StoreReader) => Result): Result {
  const reader = openReader(path);
  try {
    return use(reader);
  } finally {
    reader.close();
  }
}
