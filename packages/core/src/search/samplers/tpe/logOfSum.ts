import { exp } from '../../../plugin/exp.ts';
import { log } from '../../../plugin/log.ts';
import { LEAST_EXPONENT, quickExp } from './quickExp.ts';

/** Products of normal densities, one a kernel, with equal numbers of factors. */
export interface ProductKernels {
  readonly count: number;
  /** The logarithm of each kernel's weight and of its density in its centre; the arrays may have room for more. */
  readonly heights: Float64Array;
  /** The coordinates of all centres, kernel after kernel. */
  readonly centres: Float64Array;
  /** One over the standard deviations, likewise. */
  readonly precisions: Float64Array;
}

/**
 * The logarithm of the sum of all kernels at a point; but kernels that are e^27 times as small as another are left out:
 * hundreds of them would change the 9th digit.
 *
 * The innermost loop of a search by a model: it leaves a kernel as soon as that is known not to matter, and indexes
 * plainly, since a function that is called with arrays of every type is too slow here.
 */
export function logOfSum(
  { count, centres, precisions }: ProductKernels,
  heights: Float64Array,
  point: readonly number[],
): number {
  const axes = point.length;
  // The sum so far, as a multiple of the exponential of its largest term.
  let largest = Number.NEGATIVE_INFINITY;
  let multiple = 0;
  let place = 0;
  for (let kernel = 0; kernel < count; kernel++) {
    let height = heights[kernel] ?? 0;
    for (let axis = 0; axis < axes && height >= largest + LEAST_EXPONENT; axis++) {
      const distance = ((point[axis] ?? 0) - (centres[place + axis] ?? 0)) * (precisions[place + axis] ?? 0);
      height -= 0.5 * distance * distance;
    }
    place += axes;
    if (height > largest) {
      multiple = multiple * exp(largest - height) + 1;
      largest = height;
    } else if (height >= largest + LEAST_EXPONENT && height > Number.NEGATIVE_INFINITY) {
      multiple += quickExp(height - largest);
    }
  }
  return largest + log(multiple);
}
