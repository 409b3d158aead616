import { formatTable } from '@sparsweep/reporter';
import { type Figure, median } from './measure.ts';

/** The figures as a table for people, with what is promised of each and whether it is kept. */
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

/** What is promised of a figure, and `MISSED` where it is not so; nothing where nothing is promised. */
export function verdict({ values, target, atLeast }: Figure): string {
  const value = median(values);
  if (target !== undefined) return `< ${target}${value < target ? '' : ' MISSED'}`;
  if (atLeast !== undefined) return `>= ${atLeast}${value >= atLeast ? '' : ' MISSED'}`;
  return '';
}
