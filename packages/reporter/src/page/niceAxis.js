/** A loss that spans more than this factor is drawn on a logarithmic axis. */
const LOG_RATIO = 20;

/**
 * The ends of an axis.
 *
 * @typedef {{ low: number, high: number, log: boolean }} Axis
 */

/**
 * An axis with round ends around the values from `low` to `high`. Accuracies end at 1; losses over several orders of
 * magnitude get a logarithmic axis.
 *
 * @param {'loss' | 'accuracy'} metric
 * @param {number} low
 * @param {number} high
 * @returns {Axis}
 */
export function niceAxis(metric, low, high) {
  if (metric === 'loss' && low > 0 && high / low > LOG_RATIO) {
    return { low: rounded(low, Math.floor), high: rounded(high, Math.ceil), log: true };
  }
  const span = high - low;
  const step = metric === 'accuracy' ? accuracyStep(span) : 10 ** Math.floor(Math.log10(span || Math.abs(high) || 1));
  const bottom = multiple(low, step, Math.floor);
  const top = Math.max(multiple(high, step, Math.ceil), multiple(bottom + step, step, Math.round));
  if (metric === 'loss' || top <= 1) return { low: bottom, high: top, log: false };
  return { low: Math.min(bottom, multiple(1 - step, step, Math.round)), high: 1, log: false };
}

/** @param {number} span */
function accuracyStep(span) {
  if (span > 0.25) return 0.1;
  return span > 0.05 ? 0.05 : 0.01;
}

/**
 * A positive value with one significant digit, rounded down or up.
 *
 * @param {number} value
 * @param {(value: number) => number} round
 */
function rounded(value, round) {
  return multiple(value, 10 ** Math.floor(Math.log10(value)), round);
}

/**
 * A multiple of a step near a value, free of the noise of binary fractions.
 *
 * @param {number} value
 * @param {number} step
 * @param {(value: number) => number} round
 */
function multiple(value, step, round) {
  return Number((round(Number((value / step).toPrecision(12))) * step).toPrecision(12));
}
