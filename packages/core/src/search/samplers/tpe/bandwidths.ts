/** However many observations there are, no kernel is narrower than this share of the domain. */
const MOST_KERNELS = 100;

/**
 * The standard deviation of the kernel at each of some quantiles: the larger of the distances to the neighbours on
 * either side, at least 1 in the number of kernels (the prior and the ends counted, up to 100) and at most 1.
 *
 * The rule of Bergstra, Bardenet, Bengio & Kegl (2011, section 4), with the `magic clip` and without the end points, as
 * Optuna's TPESampler has it: the first and the last have one neighbour, a lone one the two ends.
 */
export function bandwidths(centres: readonly number[]): readonly number[] {
  // Sorting numbers is much quicker than sorting their indices, and this is done for hundreds again and again.
  const sorted = Float64Array.from(centres).sort();
  const equals = new Uint32Array(centres.length);
  return centres.map((centre) => {
    const first = firstAtLeast(sorted, centre);
    const place = first + (equals[first] ?? 0);
    equals[first] = place - first + 1;
    return widthBetween(centre, sorted[place - 1], sorted[place + 1], centres.length);
  });
}

/** The place of the first number that is at least `bound`. */
function firstAtLeast(sorted: Float64Array, bound: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The same for one more quantile among others. */
export function bandwidthAmong(centre: number, others: readonly number[]): number {
  let below: number | undefined;
  let above: number | undefined;
  for (const other of others) {
    if (other <= centre) below = below === undefined ? other : Math.max(below, other);
    else above = above === undefined ? other : Math.min(above, other);
  }
  return widthBetween(centre, below, above, others.length + 1);
}

function widthBetween(centre: number, below: number | undefined, above: number | undefined, count: number): number {
  const isLone = below === undefined && above === undefined;
  const left = centre - (below ?? (isLone ? 0 : centre));
  const right = (above ?? (isLone ? 1 : centre)) - centre;
  return Math.min(1, Math.max(left, right, 1 / Math.min(MOST_KERNELS, count + 2)));
}
