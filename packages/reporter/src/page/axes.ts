import type { Theme } from './theme.ts';

/** A loss that spans more than this factor is drawn on a logarithmic axis. */
const LOG_RATIO = 20;

/** The ends of an axis. */
export interface AxisRange {
  readonly low: number;
  readonly high: number;
  readonly log: boolean;
}

/**
 * A range with round ends around the values from `low` to `high`. Accuracies end at 1; losses over several orders of
 * magnitude get a logarithmic axis.
 */
export function niceRange(metric: 'loss' | 'accuracy', low: number, high: number): AxisRange {
  if (metric === 'loss' && low > 0 && high / low > LOG_RATIO) {
    return { low: roundToDigit(low, Math.floor), high: roundToDigit(high, Math.ceil), log: true };
  }
  const span = high - low;
  const step = metric === 'accuracy' ? accuracyStep(span) : 10 ** Math.floor(Math.log10(span || Math.abs(high) || 1));
  const bottom = roundToStep(low, step, Math.floor);
  const top = Math.max(roundToStep(high, step, Math.ceil), roundToStep(bottom + step, step, Math.round));
  if (metric === 'loss' || top <= 1) return { low: bottom, high: top, log: false };
  return { low: Math.min(bottom, roundToStep(1 - step, step, Math.round)), high: 1, log: false };
}

function accuracyStep(span: number): number {
  if (span > 0.25) return 0.1;
  return span > 0.05 ? 0.05 : 0.01;
}

/** Rounds a positive value up or down to one significant digit. */
function roundToDigit(value: number, round: (value: number) => number): number {
  return roundToStep(value, 10 ** Math.floor(Math.log10(value)), round);
}

/** Rounds a value to a multiple of `step`; twelve digits keep out the errors of binary fractions. */
function roundToStep(value: number, step: number, round: (value: number) => number): number {
  return Number((round(Number((value / step).toPrecision(12))) * step).toPrecision(12));
}

/** The style of an axis. */
export function axisBase(theme: Theme, name: string) {
  return {
    name,
    nameLocation: 'middle' as const,
    nameTextStyle: { color: theme.muted, fontSize: 12 },
    axisLabel: { color: theme.muted, fontSize: 11, hideOverlap: true },
    axisTick: { show: false },
    axisLine: { show: true, lineStyle: { color: theme.rule } },
    splitLine: { show: true, lineStyle: { color: theme.rule, opacity: 0.6 } },
  };
}

/** The vertical axis of a loss or an accuracy. It has no name: the heading of the chart names the metric. */
export function metricAxis(theme: Theme, range: AxisRange, metric: 'loss' | 'accuracy') {
  return {
    ...axisBase(theme, ''),
    type: range.log ? ('log' as const) : ('value' as const),
    min: range.low,
    max: range.high,
    axisLine: { show: false },
    axisLabel: {
      color: theme.muted,
      fontSize: 11,
      hideOverlap: true,
      formatter: metric === 'accuracy' ? tickPercent : tickLoss,
    },
  };
}

/** A fraction at a tick: `95%`, `97.5%`. */
export function tickPercent(value: number): string {
  return `${Number((100 * value).toFixed(2))}%`;
}

/** A loss at a tick, with at most three significant digits. */
function tickLoss(value: number): string {
  return String(Number(value.toPrecision(3)));
}
