import { at } from '../plugin/at.ts';
import { exp } from '../plugin/exp.ts';
import { log } from '../plugin/log.ts';
import type { RandomStream } from '../plugin/random.ts';

/** The least probability that `standardNormal` distinguishes from 0. */
const LEAST_PROBABILITY = 2 ** -53;

const CENTRAL = [
  [
    3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
    33430.57558358813, 2509.0809287301227,
  ],
  [
    1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
    28729.085735721943, 5226.495278852854,
  ],
] as const;
const MIDDLE = [
  [
    1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
    0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
  ],
  [
    1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
    0.0005475938084995345, 1.0507500716444169e-9,
  ],
] as const;
const TAIL = [
  [
    6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
    0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
  ],
  [
    1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 1.8463183175100548e-5,
    1.421511758316446e-7, 2.0442631033899397e-15,
  ],
] as const;

/** Rational functions of the normal CDF: near 0, between, and in the tails (Cody 1969; Cody 1993, ANORM). */
const CDF_CENTRAL = [
  [18154.98125334356, 1067.6894854603709, 161.02823106855587, 2.2352520354606837, 0.06568233791820745],
  [45507.78933502673, 10260.932208618979, 976.0985517377767, 47.202581904688245, 1],
] as const;
const CDF_MIDDLE = [
  [
    9842.714838383978, 11602.65143764735, 6848.190450536283, 2494.5375852903726, 597.2702763948002, 93.50665613217785,
    8.883149794388377, 0.39894151208813466, 1.0765576773720192e-8,
  ],
  [
    19685.429676859992, 38912.00328609327, 34900.95272114598, 18615.571640885097, 6485.558298266761, 1519.3775994075547,
    235.387901782625, 22.266688044328117, 1,
  ],
] as const;
const CDF_TAIL = [
  [
    2.9112874951168793e-5, 0.0014216191932278934, 0.022235277870649807, 0.12740116116024736, 0.215898534057957,
    0.023073441764940174,
  ],
  [7.297515550839662e-5, 0.0037823963320275824, 0.06598813786892856, 0.4682382124808651, 1.284260096144911, 1],
] as const;

/**
 * The quantile function of the standard normal distribution for a probability `p`, to about 16 digits; infinite at 0
 * and 1 (Wichura 1988, algorithm AS 241, PPND16).
 */
export function normalQuantile(p: number): number {
  const centred = p - 0.5;
  if (Math.abs(centred) <= 0.425) return centred * ratio(CENTRAL, 0.180625 - centred * centred);
  const tail = Math.min(p, 1 - p);
  if (tail <= 0) return centred < 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const root = Math.sqrt(-log(tail));
  const distance = root <= 5 ? ratio(MIDDLE, root - 1.6) : ratio(TAIL, root - 5);
  return centred < 0 ? -distance : distance;
}

/**
 * The probability that a standard normal number is at most `x`, to a relative error of about 1e-15 (Cody 1969, Rational
 * Chebyshev approximations for the error function, Math. Comp. 23, 631-637; in the form of Cody 1993, algorithm 715,
 * ANORM).
 */
export function normalCdf(x: number): number {
  const distance = Math.abs(x);
  if (distance <= 0.67448975) return 0.5 + x * ratio(CDF_CENTRAL, x * x);
  const tail = normalTail(distance);
  return x < 0 ? tail : 1 - tail;
}

/** A standard normal number. */
export function standardNormal(stream: RandomStream): number {
  // The stream may yield 0, whose normal quantile is infinite.
  return normalQuantile(Math.max(LEAST_PROBABILITY, stream.uniform()));
}

/** The probability that a standard normal number is greater than `x`, for x > 0.67. */
function normalTail(x: number): number {
  // Beyond this the probability is below the smallest positive double.
  if (x > 39) return 0;
  // Split x^2 into an exact square and a small rest: exp(-x^2 / 2) would lose digits as x grows.
  const near = Math.trunc(x * 16) / 16;
  const density = exp((-near * near) / 2) * exp((-(x - near) * (x + near)) / 2);
  if (x <= Math.sqrt(32)) return density * ratio(CDF_MIDDLE, x);
  const inverse = 1 / (x * x);
  return (density * (1 / Math.sqrt(2 * Math.PI) - inverse * ratio(CDF_TAIL, inverse))) / x;
}

function ratio([above, below]: readonly [readonly number[], readonly number[]], x: number): number {
  return polynomial(above, x) / polynomial(below, x);
}

function polynomial(coefficients: readonly number[], x: number): number {
  let value = 0;
  for (let power = coefficients.length - 1; power >= 0; power--) value = value * x + at(coefficients, power);
  return value;
}
