import { log } from '../../../plugin/log.ts';

/** What governs how fast a distribution learns: Hansen 2016, The CMA evolution strategy: a tutorial, table 1. */
export interface Strategy {
  /** The number of parameters, n. */
  readonly dimensions: number;
  /** How many points a generation has. */
  readonly population: number;
  /** One weight a rank, the best first: those of the better half sum to 1, those of the others are negative. */
  readonly weights: readonly number[];
  /** How many points the better half is worth. */
  readonly effective: number;
  /** The learning rate of the path that sets the step size. */
  readonly stepRate: number;
  /** How much a change of the step size is damped. */
  readonly damping: number;
  /** The learning rate of the path of the mean. */
  readonly pathRate: number;
  /** The learning rate of the covariance along that path, c_1. */
  readonly rankOne: number;
  /** The learning rate of the covariance from a generation's points, c_mu. */
  readonly rankMu: number;
  /** The expected length of a standard normal vector. */
  readonly expectedLength: number;
}

/** The number of points that a generation has by default: 4 + floor(3 ln n). */
export function defaultPopulation(dimensions: number): number {
  return 4 + Math.floor(3 * log(Math.max(1, dimensions)));
}

/** The default strategy for a number of parameters, n >= 1, and a population of at least 2. */
export function defaultStrategy(dimensions: number, population: number): Strategy {
  const n = dimensions;
  const raw = Array.from({ length: population }, (_, i) => log((population + 1) / 2) - log(i + 1));
  const better = raw.slice(0, Math.floor(population / 2));
  const worse = raw.slice(better.length);
  const effective = effectiveNumber(better);
  const rankOne = 2 / ((n + 1.3) * (n + 1.3) + effective);
  const rankMu = Math.min(1 - rankOne, (2 * (effective - 2 + 1 / effective)) / ((n + 2) * (n + 2) + effective));
  // What the negative weights may sum to, so that the covariance stays positive definite (equations 50 to 53).
  const negative = Math.min(
    1 + rankOne / rankMu,
    1 + (2 * effectiveNumber(worse)) / (effective + 2),
    (1 - rankOne - rankMu) / (n * rankMu),
  );
  const [up, down] = [sum(better), -sum(worse)];
  const stepRate = (effective + 2) / (n + effective + 5);
  return {
    dimensions,
    population,
    weights: raw.map((weight, rank) => (rank < better.length ? weight / up : (negative * weight) / down)),
    effective,
    stepRate,
    damping: 1 + 2 * Math.max(0, Math.sqrt((effective - 1) / (n + 1)) - 1) + stepRate,
    pathRate: (4 + effective / n) / (n + 4 + (2 * effective) / n),
    rankOne,
    rankMu,
    expectedLength: Math.sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n)),
  };
}

/** (sum w)^2 / sum w^2: of equal weights their number. */
function effectiveNumber(weights: readonly number[]): number {
  const total = sum(weights);
  return (total * total) / sum(weights.map((weight) => weight * weight));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
