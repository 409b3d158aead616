import { log } from '../../../plugin/log.ts';
import type { Cell } from './cells.ts';
import { columnsOf } from './columns.ts';
import type { TabulatedFactor } from './tabulatedFactor.ts';
import { normalMass, truncatedNormals } from './truncatedNormals.ts';

/** In a cell that is narrower than this share of a deviation, the density is as good as a parabola. */
const NARROW = 0.25;
const LOG_ROOT_OF_TWO_PI = log(2 * Math.PI) / 2;

/** A cell with the logarithm of its width. */
interface MeasuredCell extends Cell {
  readonly logWidth: number;
}

/** Kernels over whole numbers and steps: what truncated normal distributions have in the cell of a value. */
export function cellFactor(cellAt: (quantile: number) => Cell, observations: readonly number[]): TabulatedFactor {
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
