import { cpus } from 'node:os';
import { formatTable } from '@sparsweep/reporter';

/** A figure of the benchmark: repeated measurements of one quantity. */
export interface Figure {
  /** What was measured. */
  readonly name: string;
  readonly unit: 'us' | 'ms' | 's' | 'MB' | 'ratio';
  /** One value per run, in the order of the runs. */
  readonly values: readonly number[];
  /** The promised upper bound of the median. */
  readonly target?: number;
  /** The promised lower bound of the median. */
  readonly atLeast?: number;
}

/** Measures something several times, one run after another. */
export async function repeat(runs: number, measure: () => Promise<number>): Promise<readonly number[]> {
  const values: number[] = [];
  for (let run = 0; run < runs; run++) values.push(await measure());
  return values;
}

/** The middle value, or the mean of the two middle values. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const low = sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
  const high = sorted[Math.ceil((sorted.length - 1) / 2)] ?? Number.NaN;
  return (low + high) / 2;
}

/** The ratio of the medians of two figures. */
export function ratio(figure: Figure, base: Figure): Figure {
  const name = `${figure.name} / ${base.name}`;
  return { name, unit: 'ratio', values: [median(figure.values) / median(base.values)] };
}

/** Formats the figures as a text table, with the target of each and whether it was met. */
export function figureTable(figures: readonly Figure[]): string {
  const columns = [
    { name: 'figure', kind: 'text' },
    { name: 'unit', kind: 'text' },
    { name: 'median', kind: 'number' },
    { name: 'min', kind: 'number' },
    { name: 'max', kind: 'number' },
    { name: 'target', kind: 'text' },
  ] as const;
  const rows = figures.map((figure) => [
    figure.name,
    figure.unit,
    median(figure.values),
    Math.min(...figure.values),
    Math.max(...figure.values),
    verdict(figure),
  ]);
  return formatTable(columns, rows);
}

/** The target of a figure, with `MISSED` if the median misses it; empty for a figure without a target. */
export function verdict({ values, target, atLeast }: Figure): string {
  const value = median(values);
  if (target !== undefined) return `< ${target}${value < target ? '' : ' MISSED'}`;
  if (atLeast !== undefined) return `>= ${atLeast}${value >= atLeast ? '' : ' MISSED'}`;
  return '';
}

/** Describes the machine in one line. */
export function machine(): string {
  const processors = cpus();
  return `${processors.length} x ${processors[0]?.model.trim()}, Node ${process.versions.node}`;
}

/** Measures the seconds that `work` takes. */
export function secondsOf(work: () => void): number {
  const startedAt = performance.now();
  work();
  return (performance.now() - startedAt) / 1000;
}
