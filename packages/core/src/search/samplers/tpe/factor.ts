import { at } from '../../../plugin/at.ts';
import { log } from '../../../plugin/log.ts';
import type { RandomStream } from '../../../plugin/random.ts';
import { isFiniteDomain, valueCount } from '../../enumeration.ts';
import { quantileOf, valueAtQuantile } from '../../quantile.ts';
import type { Domain } from '../../space.ts';
import { normalMass, type TruncatedNormals, truncatedNormals } from './truncatedNormals.ts';

/** What the kernels of a mixture say of one parameter. The first kernel is the prior, the others have an observation. */
export type Factor = TruncatedNormals | TabulatedFactor;

/** The kernels at some observed coordinates of a domain, after that of the prior. */
export function factorOf(domain: Domain, observations: readonly number[]): Factor {
  if (domain.type === 'choice') return choiceFactor(domain, observations);
  const cellAt = cellsOf(domain);
  return cellAt === undefined ? truncatedNormals(observations) : cellFactor(cellAt, observations);
}

/** A factor over values that can be counted. */
interface TabulatedFactor {
  readonly type: 'tabulated';
  /** A random coordinate from a kernel. */
  draw(kernel: number, stream: RandomStream): number;
  /** Adds a kernel, which changes none of those before it. */
  append(observation: number): void;
  /** For every kernel, the logarithm of what it has at a coordinate, up to a term that all kernels share. */
  logDensities(coordinate: number): readonly number[];
}

/** The centre of a kernel that is the prior. */
const NOWHERE = -1;

/**
 * Kernels over choices: of n kernels, each has weight 1 on what was observed, and the prior with a weight of 1 / n for
 * every choice on average (as in Optuna). A choice of probability 0 has none in any.
 */
function choiceFactor(domain: Domain & { type: 'choice' }, observations: readonly number[]): TabulatedFactor {
  const count = domain.labels.length;
  const prior = (choice: number): number =>
    domain.probabilities === undefined ? 1 / count : at(domain.probabilities, choice);
  const centreAt = (choice: number): number => (prior(choice) > 0 ? choice : NOWHERE);
  const centres = [NOWHERE, ...observations.map(centreAt)];
  const spread = count / centres.length;

  const columns = columnsOf((choice: number, kernel) => {
    const centre = at(centres, kernel);
    const share = prior(choice);
    if (centre === NOWHERE) return log(share);
    return log(((centre === choice ? 1 : 0) + spread * share) / (1 + spread));
  });

  return {
    type: 'tabulated',
    draw: (kernel, stream) => {
      const centre = at(centres, kernel);
      const isObserved = centre !== NOWHERE && stream.uniform() * (1 + spread) < 1;
      return isObserved ? centre : valueAtQuantile(domain, stream.uniform());
    },
    logDensities: (choice) => columns(choice, choice, centres.length),
    append: (observation) => centres.push(centreAt(observation)),
  };
}

/** In a cell that is narrower than this share of a deviation, the density is as good as a parabola. */
const NARROW = 0.25;
const LOG_ROOT_OF_TWO_PI = log(2 * Math.PI) / 2;

/** A cell with the logarithm of its width. */
interface MeasuredCell extends Cell {
  readonly logWidth: number;
}

/** Kernels over whole numbers and steps: what truncated normal distributions have in the cell of a value. */
function cellFactor(cellAt: (quantile: number) => Cell, observations: readonly number[]): TabulatedFactor {
  const { centres, deviations, peaks, draw, append } = truncatedNormals(observations);
  function logMass({ low, high, logWidth }: MeasuredCell, kernel: number): number {
    // Indexed plainly: this is computed for every kernel and value.
    const centre = centres[kernel] ?? 0;
    const deviation = deviations[kernel] ?? 1;
    const peak = peaks[kernel] ?? 0;
    if (high - low < NARROW * deviation) {
      const square = (((low + high) / 2 - centre) / deviation) ** 2;
      const bend = (((high - low) / deviation) ** 2 * (square - 1)) / 24;
      return peak - 0.5 * square + logWidth + bend;
    }
    const mass = normalMass((low - centre) / deviation, (high - centre) / deviation);
    return peak + log(deviation * mass) + LOG_ROOT_OF_TWO_PI;
  }

  const columns = columnsOf(logMass);
  return {
    type: 'tabulated',
    draw,
    append,
    logDensities: (coordinate) => {
      const cell = cellAt(coordinate);
      return columns(cell.low, { ...cell, logWidth: log(cell.high - cell.low) }, centres.length);
    },
  };
}

/**
 * A table of what each kernel has at each of few keys, which is computed when it is first asked for.
 *
 * @param valueAt must not change for a kernel that exists; more kernels may come.
 */
function columnsOf<Key>(valueAt: (key: Key, kernel: number) => number): Columns<Key> {
  const columns = new Map<number, number[]>();
  return (name: number, key: Key, kernels: number): readonly number[] => {
    const column = columns.get(name) ?? [];
    columns.set(name, column);
    for (let kernel = column.length; kernel < kernels; kernel++) column.push(valueAt(key, kernel));
    return column;
  };
}

/** Gives a column of so many kernels; of keys with one name there is one column. */
type Columns<Key> = (name: number, key: Key, kernels: number) => readonly number[];

/** A stretch of quantiles that all have the same value. */
interface Cell {
  readonly low: number;
  readonly high: number;
}

/** Gives the cell of a quantile; undefined where every quantile has a value of its own. */
export function cellsOf(domain: Domain & { type: Exclude<Domain['type'], 'choice'> }): Cells | undefined {
  if (domain.type === 'range' && domain.min === domain.max) return () => ({ low: 0, high: 1 });
  if (isFiniteDomain(domain) && (!domain.log || domain.step !== undefined)) {
    const count = valueCount(domain);
    return (quantile) => {
      const index = Math.min(count - 1, Math.floor(quantile * count));
      return { low: index / count, high: (index + 1) / count };
    };
  }
  if (!domain.integer) return undefined;
  // The same distribution before it is rounded to whole numbers.
  const unrounded: Domain =
    domain.type === 'range'
      ? { ...domain, integer: false, min: domain.min - 0.5, max: domain.max + 0.5 }
      : { ...domain, integer: false };
  return (quantile) => {
    const value = valueAtQuantile(domain, quantile);
    return { low: quantileOf(unrounded, value - 0.5), high: quantileOf(unrounded, value + 0.5) };
  };
}

type Cells = (quantile: number) => Cell;
