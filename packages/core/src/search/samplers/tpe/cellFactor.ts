import { at } from '../../../plugin/at.ts';
import { log } from '../../../plugin/log.ts';
import type { Cell } from './cells.ts';
import { columnsOf } from './columns.ts';
import type { TabulatedFactor } from './tabulatedFactor.ts';
import { normalMass, truncatedNormals } from './truncatedNormals.ts';

/** In a cell that is narrower than this share of a deviation, the density is as good as a parabola. */
const NARROW = 0.25;
const LOG_ROOT_OF_TWO_PI = log(2 * Math.PI) / 2;

/** Kernels over whole numbers and steps: what truncated normal distributions have in the cell of a value. */
export function cellFactor(cellAt: (quantile: number) => Cell, observations: readonly number[]): TabulatedFactor {
  const { centres, deviations, peaks, draw, append } = truncatedNormals(observations);
  function logMass({ low, high }: Cell, kernel: number): number {
    const [centre, deviation, peak] = [at(centres, kernel), at(deviations, kernel), at(peaks, kernel)];
    if (high - low < NARROW * deviation) {
      const square = (((low + high) / 2 - centre) / deviation) ** 2;
      const bend = (((high - low) / deviation) ** 2 * (square - 1)) / 24;
      return peak - 0.5 * square + log(high - low) + bend;
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
      return columns(cell.low, cell, centres.length);
    },
  };
}
