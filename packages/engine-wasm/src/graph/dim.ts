/** A length that grows with the number of rows in the batch: `factor * rows ** power`, power 1 or more. */
export interface RowDim {
  readonly factor: number;
  readonly power: number;
}

/** A length along an axis, a stride or an offset: fixed, or dependent on the number of rows in the batch. */
export type Dim = number | RowDim;

/** The lengths of a tensor along its axes. */
export type Shape = readonly Dim[];

/** The number of rows itself. */
export const ROWS: RowDim = { factor: 1, power: 1 };

/** The length for a number of rows. */
export function lengthAt(dim: Dim, rows: number): number {
  return typeof dim === 'number' ? dim : dim.factor * rows ** dim.power;
}

/** The product of two lengths. */
export function multiply(left: Dim, right: Dim): Dim {
  const [a, b] = [terms(left), terms(right)];
  const factor = a.factor * b.factor;
  const power = a.power + b.power;
  return power === 0 || factor === 0 ? factor : { factor, power };
}

/** Whether non-negative lengths add up to at most another length, for every number of rows from 1 on. */
export function fitWithin(dims: readonly Dim[], whole: Dim): boolean {
  const limit = terms(whole);
  const parts = dims.map(terms).filter(({ factor }) => factor !== 0);
  return (
    parts.every(({ factor, power }) => factor > 0 && power <= limit.power) &&
    parts.reduce((total, { factor }) => total + factor, 0) <= limit.factor
  );
}

/** The sum of two lengths; undefined where it is not a multiple of one power of the rows. */
export function add(left: Dim, right: Dim): Dim | undefined {
  if (left === 0) return right;
  if (right === 0) return left;
  const [a, b] = [terms(left), terms(right)];
  if (a.power !== b.power) return undefined;
  return a.power === 0 ? a.factor + b.factor : { factor: a.factor + b.factor, power: a.power };
}

/** The number of elements of a tensor. */
export function sizeOf(shape: Shape): Dim {
  return shape.reduce(multiply, 1);
}

/** Whether two lengths are the same for every number of rows. */
export function sameDim(left: Dim, right: Dim): boolean {
  const [a, b] = [terms(left), terms(right)];
  return a.factor === b.factor && a.power === b.power;
}

/** Whether two shapes are the same for every number of rows. */
export function sameShape(left: Shape, right: Shape): boolean {
  return left.length === right.length && left.every((dim, axis) => sameDim(dim, right[axis] ?? Number.NaN));
}

/** Prints a length: `64`, `rows`, `64 rows`, `rows^2`. */
export function printDim(dim: Dim): string {
  if (typeof dim === 'number') return String(dim);
  const power = dim.power === 1 ? 'rows' : `rows^${dim.power}`;
  return dim.factor === 1 ? power : `${dim.factor} ${power}`;
}

function terms(dim: Dim): RowDim {
  return typeof dim === 'number' ? { factor: dim, power: 0 } : dim;
}
