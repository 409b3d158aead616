import type { Dim, Shape } from './dim.ts';

/** The type of a tensor's elements. All are stored as float32: integers as they are, false and true as 0 and 1. */
export type DType = 'float32' | 'int32' | 'bool';

/**
 * Functions of one number. `round` rounds halves to even; `truncate` rounds towards zero; `step` is 1 above 0, else 0; `not`
 * is 1 for 0, else 0; `step`, `sign` and `relu` of NaN are NaN.
 */
export const UNARY_FUNCTIONS = [
  'negate',
  'abs',
  'sign',
  'floor',
  'ceil',
  'round',
  'truncate',
  'sqrt',
  'exp',
  'expm1',
  'log',
  'log1p',
  'tanh',
  'sin',
  'cos',
  'atan',
  'sigmoid',
  'softplus',
  'erf',
  'relu',
  'step',
  'not',
  'isNaN',
] as const;
export type UnaryFunction = (typeof UNARY_FUNCTIONS)[number];

/** Functions of two numbers. `max` and `min` of NaN are NaN; comparisons and logic give 0 or 1. */
export const BINARY_FUNCTIONS = [
  'add',
  'subtract',
  'multiply',
  'divide',
  'max',
  'min',
  'pow',
  'greater',
  'greaterEqual',
  'less',
  'lessEqual',
  'equal',
  'notEqual',
  'and',
  'or',
] as const;
export type BinaryFunction = (typeof BINARY_FUNCTIONS)[number];

/** Functions that reduce many numbers to one. */
export const REDUCE_FUNCTIONS = ['sum', 'max', 'min', 'product'] as const;
export type ReduceFunction = (typeof REDUCE_FUNCTIONS)[number];

/** One, two or three inputs of an operation: positions of nodes in their graph. */
type One = readonly [number];
type Two = readonly [number, number];
type Three = readonly [number, number, number];

/** The operation of a node. Inputs of `unary`, `binary` and `select` broadcast to their common shape as in NumPy. */
export type Operation =
  /** An input of the graph. */
  | { readonly op: 'input'; readonly inputs: readonly []; readonly name: string; readonly shape: Shape }
  /** Fixed numbers: one for all elements, or one for each element of a fixed shape. */
  | { readonly op: 'constant'; readonly inputs: readonly []; readonly values: readonly number[]; readonly shape: Shape }
  /** The scalar `factor * rows ** power`; the power may be negative. */
  | { readonly op: 'rows'; readonly inputs: readonly []; readonly factor: number; readonly power: number }
  /** The positions along one axis of length `length`: 0, 1, 2 ... */
  | { readonly op: 'positions'; readonly inputs: readonly []; readonly length: Dim }
  | { readonly op: 'unary'; readonly function: UnaryFunction; readonly inputs: One }
  | { readonly op: 'binary'; readonly function: BinaryFunction; readonly inputs: Two }
  /** The second input where the first is not 0, else the third. */
  | { readonly op: 'select'; readonly inputs: Three }
  /** Reduces over axes, given in ascending order, and removes them. */
  | { readonly op: 'reduce'; readonly function: ReduceFunction; readonly axes: readonly number[]; readonly inputs: One }
  /** The position of the largest or smallest element along an axis, the first of equals. Removes the axis. */
  | { readonly op: 'argument'; readonly function: 'max' | 'min'; readonly axis: number; readonly inputs: One }
  /** The product of two matrices, each of which may be read transposed. */
  | {
      readonly op: 'matmul';
      readonly transposeLeft: boolean;
      readonly transposeRight: boolean;
      readonly inputs: Two;
    }
  /** The same elements in the same order, in another shape. */
  | { readonly op: 'reshape'; readonly inputs: One; readonly shape: Shape }
  /** Axis i of the result is axis `permutation[i]` of the input. */
  | { readonly op: 'transpose'; readonly permutation: readonly number[]; readonly inputs: One }
  /** The input repeated along axes of length 1, and along new leading axes. */
  | { readonly op: 'broadcast'; readonly inputs: One; readonly shape: Shape }
  /** The block of `shape` that begins at `begin`. */
  | { readonly op: 'slice'; readonly begin: readonly Dim[]; readonly inputs: One; readonly shape: Shape }
  /** The input inside a block of `shape` filled with `value`, beginning at `before`. */
  | {
      readonly op: 'pad';
      readonly before: readonly Dim[];
      readonly value: number;
      readonly inputs: One;
      readonly shape: Shape;
    }
  /** Concatenates the inputs along an axis. */
  | { readonly op: 'concat'; readonly axis: number; readonly inputs: readonly number[]; readonly shape: Shape }
  /**
   * A mask of the first input: 1 at its largest elements along the last axis. Their number is the second input, a scalar,
   * rounded to the nearest integer (halves up) and clamped to 0 .. width. Ties go to the lowest position.
   */
  | { readonly op: 'largest'; readonly inputs: Two };

/** A value in a graph: an operation on earlier nodes. */
export type Node = Operation & {
  /** Its position in its graph. */
  readonly id: number;
  readonly shape: Shape;
  readonly dtype: DType;
};

/** A computation without loops or branches. The inputs of a node come before it. */
export interface Graph {
  readonly nodes: readonly Node[];
  /** The nodes that the graph yields, by name. */
  readonly outputs: Readonly<Record<string, number>>;
}
