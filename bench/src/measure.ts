/** One figure of the benchmark: several measurements of one thing. */
export interface Figure {
  /** What was measured. */
  readonly name: string;
  readonly unit: 'us' | 'ms' | 's' | 'MB' | 'ratio';
  /** One value a run, in the order of the runs. */
  readonly values: readonly number[];
  /** What the project promises: the median is to stay below this. */
  readonly target?: number;
  /** What the project promises: the median is to be no less than this. */
  readonly atLeast?: number;
}

/** Measures something several times, one run after another. */
export async function repeat(runs: number, measure: () => Promise<number>): Promise<readonly number[]> {
  const values: number[] = [];
  for (let run = 0; run < runs; run++) values.push(await measure());
  return values;
}

/** The middle value; the mean of the two middle ones of an even number. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const low = sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
  const high = sorted[Math.ceil((sorted.length - 1) / 2)] ?? Number.NaN;
  return (low + high) / 2;
}

/** The figure of how many times as long `figure` takes as `base`, by their medians. */
export function ratio(figure: Figure, base: Figure): Figure {
  const name = `${figure.name} / ${base.name}`;
  return { name, unit: 'ratio', values: [median(figure.values) / median(base.values)] };
}
