import { exp } from '../../../plugin/exp.ts';
import { log } from '../../../plugin/log.ts';
import { normalCdf } from '../../numerics/normal.ts';
import type { Prediction, Rise } from './posterior.ts';

const LOG_ROOT_TAU = log(2 * Math.PI) / 2;
/** Below this the sum of the density and `z` times the share has lost too many digits; a series has enough. */
const FAR = -25;

/**
 * The logarithm of the improvement on the loss `best` that is expected of a prediction, and how it rises with mean and
 * variance (Jones, Schonlau & Welch 1998, eq. 15; in logarithms, so that points that hardly promise anything can still
 * be compared and climbed from: Ament et al. 2023, Unexpected improvements to expected improvement).
 */
export function logExpectedImprovement(
  { mean, variance }: Prediction,
  best: number,
): Rise & { readonly value: number } {
  const deviation = Math.sqrt(variance);
  const z = (best - mean) / deviation;
  const logDensity = -0.5 * z * z - LOG_ROOT_TAU;
  if (z < FAR) {
    const inverse = 1 / (z * z);
    // phi(z) / z^2 (1 - 3 / z^2 + 15 / z^4 - 105 / z^6 + ...), the asymptotic series.
    const series = 1 - inverse * (3 - inverse * (15 - inverse * 105));
    const byDensity = (z * z) / series;
    return {
      value: log(deviation) + logDensity - 2 * log(-z) + log(series),
      byMean: -(1 - byDensity) / z / deviation,
      byVariance: byDensity / (2 * variance),
    };
  }
  const [density, share] = [exp(logDensity), normalCdf(z)];
  const improvement = density + z * share;
  return {
    value: log(deviation) + log(improvement),
    byMean: -share / (improvement * deviation),
    byVariance: density / (2 * improvement * variance),
  };
}
