import { at } from '../../../plugin/at.ts';
import { log } from '../../../plugin/log.ts';
import type { RandomStream } from '../../../plugin/random.ts';
import { isFiniteDomain, valueCount } from '../../enumeration.ts';
import { quantileOf, valueAtQuantile } from '../../quantile.ts';
import type { Domain } from '../../space.ts';
import { normalMass, type TruncatedNormals, truncatedNormals } from './truncatedNormals.ts';

/** The factors of all kernels for one parameter. The first kernel is the prior, the others have an observation. */
export type Factor = TruncatedNormals | TabulatedFactor;

/** The factors of the prior and of kernels at observed coordinates of a domain. */
export function factorOf(domain: Domain, observations: readonly number[]): Factor {
  if (domain.type === 'choice') return choiceFactor(domain, observations);
  const cellAt = cellsOf(domain);
  return cellAt === undefined ? truncatedNormals(observations) : cellFactor(cellAt, observations);
}

/** A factor over discrete values. */
interface TabulatedFactor {
  readonly type: 'tabulated';
  /** Draws a random coordinate from a kernel. */
  draw(kernel: number, stream: RandomStream): number;
  /** Adds a kernel without changing the existing ones. */
  append(observation: number): void;
  /** For every kernel, the logarithm of its mass at a coordinate, up to a constant that all kernels share. */
  logDensities(coordinate: number): readonly number[];
}

/** The centre of a kernel that is the prior. */
const NOWHERE = -1;

/**
 * Kernels over choices: each of n kernels has weight 1 on its observation, plus the prior with an average weight of 1 /
 * n per choice (as in Optuna). A choice of probability 0 has no mass in any kernel.
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

/** In a cell narrower than this share of a deviation, the density is approximated by a parabola. */
const NARROW = 0.25;
const LOG_ROOT_OF_TWO_PI = log(2 * Math.PI) / 2;

/** A cell with the logarithm of its width. */
interface MeasuredCell extends Cell {
  readonly logWidth: number;
}

/** Kernels over integers and steps: the mass of truncated normal distributions in the cell of a value. */
function cellFactor(cellAt: (quantile: number) => Cell, observations: readonly number[]): TabulatedFactor {
  const { centres, deviations, peaks, draw, append } = truncatedNormals(observations);
  function logMass({ low, high, logWidth }: MeasuredCell, kernel: number): number {
    // Indexed directly: computed for every kernel and value.
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
 * A table of values by key and kernel, computed on first use.
 *
 * @param valueAt must not change for existing kernels; more kernels may be added.
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

/** Gives the column of a key for the first `kernels` kernels. Keys with the same name share a column. */
type Columns<Key> = (name: number, key: Key, kernels: number) => readonly number[];

/** An interval of quantiles with the same value. */
interface Cell {
  readonly low: number;
  readonly high: number;
}

/** Gives the cell of a quantile; undefined for a continuous domain. */
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
  // The same distribution before rounding to integers.
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
