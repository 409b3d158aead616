import { at } from '@sparsweep/core/plugin';
import type { LayerActivations } from './code.ts';

/**
 * How many units share in the code of a sample: (sum r^2)^2 / sum r^4 over its units, as a mean over the samples.
 *
 * It is n where n units answer alike and the rest are silent (the inverse participation ratio of Bell & Dean, 1970,
 * inverted). A sample on which every unit is silent counts as 0.
 */
export function participationRatio({ rows, units, values }: LayerActivations): number {
  let total = 0;
  for (let row = 0; row < rows; row++) {
    let squares = 0;
    let fourths = 0;
    for (let unit = 0; unit < units; unit++) {
      const value = at(values, row * units + unit);
      const square = value * value;
      squares += square;
      fourths += square * square;
    }
    if (squares > 0) total += (squares * squares) / fourths;
  }
  return total / rows;
}
