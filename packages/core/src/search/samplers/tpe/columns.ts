/**
 * A table of what each kernel has at each of few keys, which is computed when it is first asked for.
 *
 * @param valueAt must not change for a kernel that exists; more kernels may come.
 */
export function columnsOf<Key>(valueAt: (key: Key, kernel: number) => number): Columns<Key> {
  const columns = new Map<number, number[]>();
  return (name: number, key: Key, kernels: number): readonly number[] => {
    const column = columns.get(name) ?? [];
    columns.set(name, column);
    for (let kernel = column.length; kernel < kernels; kernel++) column.push(valueAt(key, kernel));
    return column;
  };
}

/** Gives a column of so many kernels; of keys with one name there is one column. */
type Columns<Key> = (name: number, key: Key, kernels: number) => readonly number[];
