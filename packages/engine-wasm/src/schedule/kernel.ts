import type { Dim } from '../graph/dim.ts';
import type { BinaryFunction, ReduceFunction, UnaryFunction } from '../graph/graph.ts';

/**
 * A tensor in memory: element (i, j, ...) is number `offset + i strides[0] + j strides[1] + ...` of a buffer. Strides of 0 repeat an element along an axis.
 */
export interface View {
  /** Position of the buffer in its program. */
  readonly buffer: number;
  readonly offset: Dim;
  readonly strides: readonly Dim[];
}

/** A step of a kernel's arithmetic; operands are positions of earlier steps. */
export type Step =
  | { readonly kind: 'load'; readonly view: View }
  | { readonly kind: 'number'; readonly value: number }
  /** `factor * rows ** power` */
  | { readonly kind: 'rows'; readonly factor: number; readonly power: number }
  /** The position of the element along an axis of the iteration, as a float32. */
  | { readonly kind: 'position'; readonly axis: number }
  /** In an epilogue: the value of the product or the reduction at the element. */
  | { readonly kind: 'result' }
  | { readonly kind: 'unary'; readonly function: UnaryFunction; readonly operand: number }
  | { readonly kind: 'binary'; readonly function: BinaryFunction; readonly left: number; readonly right: number }
  | { readonly kind: 'select'; readonly condition: number; readonly yes: number; readonly no: number };

/** The arithmetic at every element of an iteration, and the stores of its values. */
export interface Body {
  readonly steps: readonly Step[];
  readonly stores: readonly { readonly view: View; readonly step: number }[];
}

/** Computes each element of a block separately. Views have a stride for each axis of `extent`; the last varies fastest. */
export interface MapKernel {
  readonly kind: 'map';
  readonly extent: readonly Dim[];
  readonly body: Body;
}

/**
 * Reduces along the middle one of three axes [outer, length, inner]. `term` is the position of the step that is reduced; the
 * views of `steps` have three strides. The epilogue, whose views have two strides for [outer, inner], takes the `result`.
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
 * The product of a [rows, depth] and a [depth, columns] matrix. The epilogue, whose views have two strides for
 * [rows, columns], takes each element as its `result`.
 *
 * The sum over depth runs from 0 upwards. The exception are products of one row or one column whose matrices both lie along
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

/** Marks the largest elements of each row of [outer, width]. Rows are adjacent in input and output. */
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

/** The position of the largest or smallest element along the middle axis of [outer, length, inner], as [outer, inner]. */
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

/** A range of float32 numbers in memory. */
export interface Buffer {
  /** The input, output or intermediate value that it holds, for readers. */
  readonly name: string;
  /** Its length in numbers. */
  readonly size: Dim;
  /** Fixed numbers that it holds from the start; absent for other buffers. */
  readonly values?: readonly number[];
  /** Its address in bytes. With `capacity` rows of its procedure, no two buffers in use at once overlap. */
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
 * Runs a procedure over the rows of a split in batches of `capacity` rows; the last batch may be smaller. An array of row
 * numbers gives the order of the rows.
 */
export interface BatchLoop {
  /** Name of the function that runs it: `(order, total rows, source 0, source 1, ..., sums)`, addresses in bytes. */
  readonly name: string;
  /** Name of the procedure. */
  readonly procedure: string;
  /** Buffers that are filled with rows of the sources, `width` numbers each, before each batch. */
  readonly gathers: readonly { readonly buffer: number; readonly width: number }[];
  /** Scalars that are summed after each batch, in float64 at address `sums`: as they are, or times the number of rows. */
  readonly sums: readonly { readonly buffer: number; readonly weight: 'one' | 'rows' }[];
}

/** A program of kernels, from which a module is rendered. */
export interface KernelProgram {
  readonly buffers: readonly Buffer[];
  readonly procedures: readonly Procedure[];
  readonly loops: readonly BatchLoop[];
  /** Bytes of all buffers from address 0, at least 16 more than the last one needs: loads may read past the end. */
  readonly bytes: number;
}
