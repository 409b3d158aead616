import { at } from '@sparsweep/core/plugin';
import type { NamedAttrMap } from '@tensorflow/tfjs';
import type { DType, Node } from '../graph/graph.ts';
import type { GraphOps } from './graphOps.ts';

/** A call of a kernel of TensorFlow.js, as its rule sees it. */
export interface KernelCall {
  readonly ops: GraphOps;
  /** Its input tensors by name, in order; those of a list are named 0, 1, ... */
  readonly inputs: ReadonlyMap<string, Node>;
  readonly attributes: NamedAttrMap;
  /** Ends tracing because the rule does not cover this call. */
  refuse(reason: string): never;
}

/** Translates a kernel to operations of a graph. */
export type Rule = (call: KernelCall) => Node | readonly Node[];

/** Rules by the names of their kernels. */
export type Rules = Readonly<Record<string, Rule>>;

/** The input of a name. */
export function inputOf({ inputs }: KernelCall, name: string): Node {
  const node = inputs.get(name);
  if (node === undefined) throw new Error(`a kernel was called without its input ${name}`);
  return node;
}

/** A numeric attribute; `otherwise` where it is absent. */
export function numberOf({ attributes }: KernelCall, name: string, otherwise?: number): number {
  const value = attributes[name] ?? otherwise;
  if (typeof value !== 'number') throw new TypeError(`the attribute ${name} is ${String(value)}, not a number`);
  return value;
}

/** An attribute that is a list of numbers; a single number counts as a list of one; undefined where it is absent. */
export function numbersOf({ attributes }: KernelCall, name: string): readonly number[] | undefined {
  const value = attributes[name] ?? undefined;
  if (value === undefined) return undefined;
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.map((element) => {
    if (typeof element !== 'number') throw new TypeError(`the attribute ${name} holds ${String(element)}`);
    return element;
  });
}

/** A boolean attribute; false where it is absent. */
export function flagOf({ attributes }: KernelCall, name: string): boolean {
  return attributes[name] === true;
}

/** An attribute that is the type of a tensor; float32 where it is absent. */
export function dtypeOf(call: KernelCall, name = 'dtype'): DType {
  return plainDType(call.attributes[name] ?? 'float32') ?? call.refuse(`has the type ${String(call.attributes[name])}`);
}

/** The type as one of a graph; undefined where graphs do not have it. */
export function plainDType(dtype: unknown): DType | undefined {
  return dtype === 'float32' || dtype === 'int32' || dtype === 'bool' ? dtype : undefined;
}

/** Axes counted from the front, in ascending order; all axes where the attribute is absent. */
export function axesOf(call: KernelCall, name: string, rank: number): readonly number[] {
  const axes = numbersOf(call, name) ?? Array.from({ length: rank }, (_, axis) => axis);
  return axes.map((axis) => (axis < 0 ? axis + rank : axis)).sort((a, b) => a - b);
}

/** One axis counted from the front. */
export function axisOf(call: KernelCall, name: string, rank: number): number {
  return at(axesOf(call, name, rank), 0);
}

/** The lengths of a tensor. While tracing the number of rows is fixed. */
export function lengthsOf({ shape, op }: Pick<Node, 'shape' | 'op'>): readonly number[] {
  return shape.map((dim) => {
    if (typeof dim !== 'number') throw new Error(`while tracing, ${op} has a length that depends on the rows`);
    return dim;
  });
}

/** The number of elements of a tensor with these lengths. */
export function product(lengths: readonly number[]): number {
  return lengths.reduce((size, length) => size * length, 1);
}
