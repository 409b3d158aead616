import type { RunnableTrial } from '@sparsweep/core';
import { formatValue, visibleText } from '@sparsweep/reporter';

/** The parameters of a trial on one line. */
export function describeParameters({ parameters }: Pick<RunnableTrial, 'parameters'>): string {
  const values = Object.entries(parameters).map(([name, value]) => `${name} = ${formatValue(value)}`);
  return visibleText(values.join(', '));
}

/** A trial whose worker died, on one line. */
export function describeLoss(trial: number, reason: string, retried: boolean): string {
  return `trial ${trial}: ${firstLine(reason)}${retried ? '; retrying' : ''}`;
}

/** The first line of an error, without its stack or output. */
export function firstLine(error: string): string {
  return visibleText(error.split('\n')[0] ?? '');
}

/** A number with its noun: `1 worker`, `2 workers`. */
export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}

/** Seconds as `48 s`, `3 min 05 s` or `2 h 10 min`. */
export function formatDuration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
  return `${Math.floor(whole / 3600)} h ${String(Math.floor((whole % 3600) / 60)).padStart(2, '0')} min`;
}

/** Trials per second: whole numbers from 10 on, else two significant digits. */
export function formatRate(rate: number): string {
  return `${rate >= 10 ? Math.round(rate) : rate.toPrecision(2)} trials/s`;
}
