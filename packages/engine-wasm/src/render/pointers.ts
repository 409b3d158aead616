import { at } from '@sparsweep/core/plugin';
import { type Dim, multiply } from '../graph/dim.ts';
import type { View } from '../schedule/kernel.ts';
import type { Expression, Variable } from './functionBuilder.ts';
import type { KernelScope } from './kernelScope.ts';
import { BYTES } from './vectors.ts';

/** The sum of what some axes add to the addresses of all views with the same strides, kept in a variable. */
interface Pointer {
  readonly variable: Variable;
  /** The axes that are in it. */
  readonly axes: ReadonlySet<number>;
}

/** Pointers by `strideKey`. */
export type Pointers = ReadonlyMap<string, Pointer>;

/** An address: that of the instruction's operand, and the constant part that the instruction itself adds. */
export interface Address {
  readonly pointer: () => Expression;
  readonly constant: number;
}

/** Keeps what the axes of these indices add to the addresses of views, as far as it is not kept already. */
export function keepPointers(
  scope: KernelScope,
  views: readonly View[],
  known: Pointers,
  indices: Indices,
): { readonly code: readonly Expression[]; readonly pointers: Pointers } {
  const pointers = new Map(known);
  const code: Expression[] = [];
  for (const view of views) {
    const key = strideKey(view);
    const { parts, axes } = movingParts(scope, view, pointers.get(key), indices);
    if (parts.length === 0) continue;
    const variable = scope.builder.local(scope.builder.binaryen.i32);
    code.push(variable.set(total(scope, withKept(pointers.get(key), parts))));
    pointers.set(key, { variable, axes });
  }
  return { code, pointers };
}

/** The address of the element of a view at which an iteration stands. */
export function addressOf(scope: KernelScope, view: View, pointers: Pointers, indices: Indices): Address {
  const kept = pointers.get(strideKey(view));
  let constant = at(scope.buffers, view.buffer).address + (typeof view.offset === 'number' ? BYTES * view.offset : 0);
  const parts: (() => Expression)[] = withKept(kept, movingParts(scope, view, kept, indices).parts);
  view.strides.forEach((stride, axis) => {
    const plus = indices[axis]?.plus ?? 0;
    if (plus === 0 || stride === 0) return;
    if (typeof stride === 'number') constant += BYTES * stride * plus;
    else parts.push(() => scope.builder.dim(multiply(stride, BYTES * plus), scope.rows));
  });
  // The constant part of an instruction is not negative.
  const { i32 } = scope.builder.module;
  return constant < 0
    ? { pointer: () => total(scope, [...parts, () => i32.const(constant)]), constant: 0 }
    : { pointer: () => total(scope, parts), constant };
}

/** What is the same for all views whose addresses differ by a constant. */
function strideKey({ offset, strides }: View): string {
  return JSON.stringify([typeof offset === 'number' ? 0 : offset, strides]);
}

// Stands for the part of an address that a row-dependent offset makes.
const OFFSET = -1;

function movingParts(scope: KernelScope, { offset, strides }: View, kept: Pointer | undefined, indices: Indices) {
  const { builder, rows } = scope;
  const parts: (() => Expression)[] = [];
  const axes = new Set(kept?.axes);
  if (typeof offset !== 'number' && !axes.has(OFFSET)) {
    axes.add(OFFSET);
    parts.push(() => builder.dim(multiply(offset, BYTES), rows));
  }
  strides.forEach((stride, axis) => {
    const index = indices[axis];
    const variable = index?.variable;
    if (variable === undefined || stride === 0 || axes.has(axis)) return;
    axes.add(axis);
    parts.push(() => scaled(scope, variable, stride, index?.unit ?? 1));
  });
  return { parts, axes };
}

/** Bytes of as many strides as the variable holds units. */
function scaled({ builder, rows }: KernelScope, variable: Variable, stride: Dim, unit: number): Expression {
  const { i32 } = builder.module;
  const factor = multiply(stride, BYTES / unit);
  return factor === 1 ? variable.get() : i32.mul(variable.get(), builder.dim(factor, rows));
}

function withKept(kept: Pointer | undefined, parts: readonly (() => Expression)[]): (() => Expression)[] {
  return kept === undefined ? [...parts] : [() => kept.variable.get(), ...parts];
}

function total({ builder }: KernelScope, parts: readonly (() => Expression)[]): Expression {
  const { i32 } = builder.module;
  const [first, ...others] = parts;
  return others.reduce((sum, part) => i32.add(sum, part()), first === undefined ? i32.const(0) : first());
}

/**
 * Where an iteration stands along an axis: at element `variable / unit + plus`. Without a variable it stands at `plus`.
 * Units above 1 are for loops that count in bytes.
 */
export interface Index {
  readonly variable?: Variable;
  readonly unit: number;
  readonly plus: number;
}

/** Where an iteration stands along each axis; undefined for axes along which it does not stand anywhere yet. */
export type Indices = readonly (Index | undefined)[];

/** The first element along an axis. */
export const FIRST: Index = { unit: 1, plus: 0 };
