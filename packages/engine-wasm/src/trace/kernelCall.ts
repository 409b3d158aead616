import { at } from '@sparsweep/core/plugin';
import type { NamedAttrMap } from '@tensorflow/tfjs';
import type { DType, Node } from '../graph/graph.ts';
import type { GraphOps } from './graphOps.ts';

/** A kernel of TensorFlow.js at the moment it is recorded. */
export interface KernelCall {
  readonly ops: GraphOps;
  /** The tensors it is given by name, in their order; those of a list are named 0, 1, ... */
  readonly inputs: ReadonlyMap<string, Node>;
  readonly attributes: NamedAttrMap;
  /** Ends tracing because this call, though its kernel has a rule, cannot be compiled. */
  refuse(reason: string): never;
}

/** Says a kernel in operations of a graph. */
export type Rule = (call: KernelCall) => Node | readonly Node[];

/** Rules by the names of their kernels. */
export type Rules = Readonly<Record<string, Rule>>;

/** The input of a name. */
export function inputOf({ inputs }: KernelCall, name: string): Node {
  const node = inputs.get(name);
  if (node === undefined) throw new Error(`a kernel was called without its input ${name}`);
  return node;
}

/** The attribute of a name, a number, or `otherwise` where it is absent. */
export function numberOf({ attributes }: KernelCall, name: string, otherwise?: number): number {
  const value = attributes[name] ?? otherwise;
  if (typeof value !== 'number') throw new TypeError(`the attribute ${name} is ${String(value)}, not a number`);
  return value;
}

/** The attribute of a name, a list of numbers; of a single number, a list of one; undefined where it is absent. */
export function numbersOf({ attributes }: KernelCall, name: string): readonly number[] | undefined {
  const value = attributes[name] ?? undefined;
  if (value === undefined) return undefined;
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.map((element) => {
    if (typeof element !== 'number') throw new TypeError(`the attribute ${name} holds ${String(element)}`);
    return element;
  });
}

/** The attribute of a name, as yes or no. */
export function flagOf({ attributes }: KernelCall, name: string): boolean {
  return attributes[name] === true;
}

/** The attribute of a name, as the type of a tensor; float32 where it is absent. */
export function dtypeOf(call: KernelCall, name = 'dtype'): DType {
  return plainDType(call.attributes[name] ?? 'float32') ?? call.refuse(`has the type ${String(call.attributes[name])}`);
}

/** A type that graphs have. */
export function plainDType(dtype: unknown): DType | undefined {
  return dtype === 'float32' || dtype === 'int32' || dtype === 'bool' ? dtype : undefined;
}

/** Axes counted from the front, in ascending order; all of them where none are named. */
export function axesOf(call: KernelCall, name: string, rank: number): readonly number[] {
  const axes = numbersOf(call, name) ?? Array.from({ length: rank }, (_, axis) => axis);
  return axes.map((axis) => (axis < 0 ? axis + rank : axis)).sort((a, b) => a - b);
}

/** One axis counted from the front. */
export function axisOf(call: KernelCall, name: string, rank: number): number {
  return at(axesOf(call, name, rank), 0);
}
