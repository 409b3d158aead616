import { at } from '@sparsweep/core/plugin';
import { type Dim, multiply } from '../graph/dim.ts';
import type { View } from '../schedule/kernel.ts';
import type { Expression, Variable } from './functionBuilder.ts';
import type { KernelScope } from './kernelScope.ts';
import { BYTES } from './vectors.ts';

/** A variable with what some axes add to the addresses of all views with the same strides. */
interface Pointer {
  readonly variable: Variable;
  /** The axes that it includes. */
  readonly axes: ReadonlySet<number>;
}

/** Pointers by `strideKey`. */
export type Pointers = ReadonlyMap<string, Pointer>;

/** An address: the operand of a load or store, and the constant offset in the instruction itself. */
export interface Address {
  readonly pointer: () => Expression;
  readonly constant: number;
}

/** Computes what the axes of these indices add to the addresses of views, unless it is known already. */
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

/** The address of a view's element at these indices. */
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
  // The offset in an instruction cannot be negative.
  const { i32 } = scope.builder.module;
  return constant < 0
    ? { pointer: () => total(scope, [...parts, () => i32.const(constant)]), constant: 0 }
    : { pointer: () => total(scope, parts), constant };
}

/** A key that is the same for views whose addresses differ by a constant. */
function strideKey({ offset, strides }: View): string {
  return JSON.stringify([typeof offset === 'number' ? 0 : offset, strides]);
}

// Represents a row-dependent offset in a set of axes.
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

/** The bytes that an axis adds to an address: its variable, in units, times the stride. */
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
 * A position along an axis: element `variable / unit + plus`, or `plus` without a variable. Loops that count in bytes have
 * units above 1.
 */
export interface Index {
  readonly variable?: Variable;
  readonly unit: number;
  readonly plus: number;
}

/** The position along each axis; undefined for axes whose loop has not started. */
export type Indices = readonly (Index | undefined)[];

/** The first element along an axis. */
export const FIRST: Index = { unit: 1, plus: 0 };
