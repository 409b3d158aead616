import { at } from '../../../plugin/at.ts';
import { exp } from '../../../plugin/exp.ts';
import { log } from '../../../plugin/log.ts';
import type { RandomStream } from '../../../plugin/random.ts';
import { normalCdf, normalQuantile } from '../../normal.ts';
import { type Coordinate, exists, randomPoint, settled } from './encode.ts';
import { minimise, type Slope } from './minimise.ts';
import { type Posterior, type Prediction, predict, predictSlope, type Rise } from './posterior.ts';

/** The number of random points, of neighbours of good ones, and of climbs from the best of each. */
const RANDOM_POINTS = 200;
const NEIGHBOURS = 60;
const CLIMBS = 2;
/** The standard deviations of the steps to a neighbour. */
const STEPS = [0.2, 0.05, 0.01, 0.002] as const;
/** How often a climb alternates between numbers and choices. */
const ROUNDS = 4;
const CLIMB = { steps: 30, tolerance: 1e-4 } as const;

/** The input of the search for the largest expected improvement. */
interface Acquisition {
  readonly coordinates: readonly Coordinate[];
  readonly posterior: Posterior;
  /** The loss to improve on, as a target of the posterior. */
  readonly best: number;
  /** The points with the best losses, whose neighbours are searched. */
  readonly centres: readonly Float64Array[];
}

interface Candidate {
  readonly point: Float64Array;
  readonly value: number;
}

/**
 * An accepted point with a large expected improvement; undefined if no tried point is accepted.
 *
 * Compares random points and neighbours of the best ones, then climbs from the most promising accepted ones to a local
 * maximum. If that is not accepted, backtracks to the start in halved steps until a point is.
 */
export function mostPromising(
  acquisition: Acquisition,
  stream: RandomStream,
  accepts: (point: Float64Array) => boolean,
): Float64Array | undefined {
  const { coordinates, centres } = acquisition;
  const valued = (point: Float64Array): Candidate => ({ point, value: valueAt(acquisition, point) });
  const far = Array.from({ length: RANDOM_POINTS }, () => valued(randomPoint(coordinates, stream)));
  const near = Array.from({ length: NEIGHBOURS }, (_, i) => {
    const centre = at(centres, i % centres.length);
    return valued(neighbourOf(coordinates, centre, stream));
  });
  const starts = [firstAccepted(far, accepts), firstAccepted(near, accepts)].flat();
  const tops = starts.map((start) => ({ start, top: climb(acquisition, start) }));
  const [chosen] = tops.sort((a, b) => b.top.value - a.top.value);
  if (chosen === undefined) return undefined;
  return lastAccepted(coordinates, chosen.start.point, chosen.top.point, accepts);
}

function firstAccepted(
  candidates: readonly Candidate[],
  accepts: (point: Float64Array) => boolean,
): readonly Candidate[] {
  const sorted = candidates.toSorted((a, b) => b.value - a.value).values();
  return [...sorted.filter(({ point }) => accepts(point)).take(CLIMBS)];
}

function lastAccepted(
  coordinates: readonly Coordinate[],
  start: Float64Array,
  top: Float64Array,
  accepts: (point: Float64Array) => boolean,
): Float64Array {
  for (let part = 1; part > 1e-3; part /= 2) {
    const point = start.map((from, i) => {
      const isContinuous = at(coordinates, i).values === undefined;
      return isContinuous ? from + part * (at(top, i) - from) : at(part === 1 ? top : start, i);
    });
    const between = settled(coordinates, point);
    if (accepts(between)) return between;
  }
  return start;
}

function valueAt({ posterior, best }: Acquisition, point: Float64Array): number {
  return logExpectedImprovement(predict(posterior, point), best).value;
}

/**
 * A point near another: each number takes a normal step of one common size; on average one discrete value is redrawn.
 */
function neighbourOf(coordinates: readonly Coordinate[], centre: Float64Array, stream: RandomStream): Float64Array {
  const size = at(STEPS, stream.integer(STEPS.length));
  const fresh = randomPoint(coordinates, stream);
  const point = centre.map((from, i) => {
    if (at(coordinates, i).values !== undefined) return stream.integer(coordinates.length) === 0 ? at(fresh, i) : from;
    const step = size * normalQuantile((stream.integer(2 ** 31) + 0.5) / 2 ** 31);
    return Math.min(1, Math.max(0, from + step));
  });
  return settled(coordinates, point);
}

/**
 * Climbs along the continuous coordinates, then tries other values of the discrete ones, and repeats while that helps.
 */
function climb(acquisition: Acquisition, start: Candidate): Candidate {
  let top = start;
  for (let round = 0; round < ROUNDS; round++) {
    const ridge = climbNumbers(acquisition, top);
    top = ridge;
    for (const place of acquisition.coordinates.keys()) top = bestValue(acquisition, top, place);
    if (top === ridge) break;
  }
  return top;
}

function climbNumbers({ coordinates, posterior, best }: Acquisition, { point: start }: Candidate): Candidate {
  const isMovable = coordinates.map((coordinate) => coordinate.values === undefined && exists(coordinate, start));
  const descend = (there: Float64Array): Slope => {
    const rise = predictSlope(posterior, there, (prediction) => logExpectedImprovement(prediction, best));
    return { value: -rise.value, gradient: rise.gradient.map((slope) => -slope) };
  };
  const { point, value } = minimise(descend, start, {
    lower: start.map((from, i) => (at(isMovable, i) ? 0 : from)),
    upper: start.map((from, i) => (at(isMovable, i) ? 1 : from)),
    ...CLIMB,
  });
  return { point, value: -value };
}

/** The better of a candidate and its variants in one coordinate: every other choice, or the neighbouring numbers. */
function bestValue(acquisition: Acquisition, candidate: Candidate, place: number): Candidate {
  const { coordinates } = acquisition;
  const coordinate = at(coordinates, place);
  const { values, domain } = coordinate;
  if (values === undefined || !exists(coordinate, candidate.point)) return candidate;
  const current = values.indexOf(at(candidate.point, place));
  let better = candidate;
  for (const [index, value] of values.entries()) {
    if (index === current || (domain.type !== 'choice' && Math.abs(index - current) > 1)) continue;
    const point = settled(coordinates, candidate.point.with(place, value));
    const other = { point, value: valueAt(acquisition, point) };
    if (other.value > better.value) better = other;
  }
  return better;
}

const LOG_ROOT_TAU = log(2 * Math.PI) / 2;
/** Below this z, the sum `density + z * share` loses too many digits, and a series is used. */
const FAR = -25;

/**
 * The logarithm of the expected improvement of a prediction on the loss `best`, with its derivatives by mean and
 * variance (Jones, Schonlau & Welch 1998, eq. 15). The logarithm keeps tiny improvements comparable and differentiable
 * (Ament et al. 2023, Unexpected improvements to expected improvement).
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
