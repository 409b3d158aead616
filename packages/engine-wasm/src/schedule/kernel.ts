import type { Dim } from '../graph/dim.ts';
import type { BinaryFunction, ReduceFunction, UnaryFunction } from '../graph/graph.ts';

/**
 * Where the elements of a tensor lie: element (i, j, ...) is number `offset + i strides[0] + j strides[1] + ...` of a
 * buffer. Strides of 0 repeat an element along an axis.
 */
export interface View {
  /** Position of the buffer in its program. */
  readonly buffer: number;
  readonly offset: Dim;
  readonly strides: readonly Dim[];
}

/** One step of a kernel's arithmetic; operands are positions of earlier steps. */
export type Step =
  | { readonly kind: 'load'; readonly view: View }
  | { readonly kind: 'number'; readonly value: number }
  /** `factor * rows ** power` */
  | { readonly kind: 'rows'; readonly factor: number; readonly power: number }
  /** The position of the element along an axis of the iteration, as a float32. */
  | { readonly kind: 'position'; readonly axis: number }
  /** In an epilogue: what the product or the reduction yields for the element. */
  | { readonly kind: 'result' }
  | { readonly kind: 'unary'; readonly function: UnaryFunction; readonly operand: number }
  | { readonly kind: 'binary'; readonly function: BinaryFunction; readonly left: number; readonly right: number }
  | { readonly kind: 'select'; readonly condition: number; readonly yes: number; readonly no: number };

/** What is computed at every element of an iteration, and where it goes. */
export interface Body {
  readonly steps: readonly Step[];
  readonly stores: readonly { readonly view: View; readonly step: number }[];
}

/** Computes every element of a block by itself. Views have a stride for each axis of `extent`, the last varies fastest. */
export interface MapKernel {
  readonly kind: 'map';
  readonly extent: readonly Dim[];
  readonly body: Body;
}

/**
 * Reduces along the middle one of three axes [outer, length, inner]: `term` (a step, by position) of every element,
 * whose views have three strides, becomes the `result` of the epilogue, whose views have two, for [outer, inner].
 */
export interface ReduceKernel {
  readonly kind: 'reduce';
  readonly function: ReduceFunction;
  readonly outer: Dim;
  readonly length: Dim;
  readonly inner: Dim;
  readonly steps: readonly Step[];
  readonly term: number;
  readonly epilogue: Body;
}

/**
 * The product of a [rows, depth] and a [depth, columns] matrix, each element of which is the `result` of the epilogue,
 * whose views have two strides, for [rows, columns].
 *
 * The sum over depth runs from 0 upwards, but for products of one row, or of one column, both of whose matrices lie along
 * the depth: there the whole fours of the depth go to four sums in turn, which are added at the end.
 */
export interface MatmulKernel {
  readonly kind: 'matmul';
  readonly rows: Dim;
  readonly columns: Dim;
  readonly depth: Dim;
  /** [rows, depth] */
  readonly left: View;
  /** [depth, columns] */
  readonly right: View;
  readonly epilogue: Body;
}

/** Marks the largest of each row of [outer, width]; rows lie one after another in input and output. */
export interface LargestKernel {
  readonly kind: 'largest';
  readonly outer: Dim;
  readonly width: Dim;
  readonly input: View;
  /** A scalar. */
  readonly count: View;
  readonly output: View;
  /** Buffer for the sort keys of one row: `width` rounded up to a multiple of 4. */
  readonly scratch: number;
}

/** Finds the position of the largest or smallest along the middle axis of [outer, length, inner]; gives [outer, inner]. */
export interface ArgumentKernel {
  readonly kind: 'argument';
  readonly function: 'max' | 'min';
  readonly outer: Dim;
  readonly length: Dim;
  readonly inner: Dim;
  readonly input: View;
  readonly output: View;
}

/** A loop nest. Kernels run one after another. */
export type Kernel = MapKernel | ReduceKernel | MatmulKernel | LargestKernel | ArgumentKernel;

/** A stretch of memory of float32 numbers. */
export interface Buffer {
  /** For readers: which input, output or intermediate value it holds. */
  readonly name: string;
  /** How many numbers it holds. */
  readonly size: Dim;
  /** Fixed numbers that it holds from the start; absent for all others. */
  readonly values?: readonly number[];
  /** Where it begins, in bytes: for `capacity` rows of its procedure no two buffers in use at once overlap. */
  readonly address: number;
}

/** One function of a module: kernels that run one after another on a batch of at most `capacity` rows. */
export interface Procedure {
  readonly name: string;
  readonly capacity: number;
  readonly kernels: readonly Kernel[];
  /** Buffers of the inputs and outputs, by name: positions in the program's list. */
  readonly inputs: Readonly<Record<string, number>>;
  readonly outputs: Readonly<Record<string, number>>;
}

/**
 * Runs a procedure over the rows of a split, batch after batch, of `capacity` rows each and a last one that may be
 * smaller. Rows are taken in the order of an array of row numbers.
 */
export interface BatchLoop {
  /** Name of the function that runs it: `(order, total rows, source 0, source 1, ..., sums)`, addresses in bytes. */
  readonly name: string;
  /** Name of the procedure. */
  readonly procedure: string;
  /** Buffers that are filled before each batch with rows, `width` wide, of the sources. */
  readonly gathers: readonly { readonly buffer: number; readonly width: number }[];
  /** Scalars that are added up after each batch, in float64 from address `sums` on: as they are, or times the rows. */
  readonly sums: readonly { readonly buffer: number; readonly weight: 'one' | 'rows' }[];
}

/** All that a module is rendered from. */
export interface KernelProgram {
  readonly buffers: readonly Buffer[];
  readonly procedures: readonly Procedure[];
  readonly loops: readonly BatchLoop[];
  /** Bytes from address 0 that the buffers take, at least 16 more than the last one needs: loads may read past an end. */
  readonly bytes: number;
}
