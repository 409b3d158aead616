import { at } from '@sparsweep/core/plugin';
import { add, type Dim, fitWithin, printDim, type Shape, sameDim, sameShape, sizeOf } from './dim.ts';
import type { DType, Node, Operation } from './graph.ts';

/** The shape and type of an operation's result. */
export interface InferredType {
  readonly shape: Shape;
  readonly dtype: DType;
}

/**
 * Infers the shape and type of an operation's result.
 *
 * @throws Error when the shapes do not fit the operation.
 */
export function inferType(operation: Operation, inputs: readonly Pick<Node, 'shape' | 'dtype'>[]): InferredType {
  const shapes = inputs.map(({ shape }) => shape);
  const dtype = inputs[0]?.dtype ?? 'float32';
  switch (operation.op) {
    case 'input':
      return { shape: operation.shape, dtype: 'float32' };
    case 'constant':
      checkConstant(operation.values, operation.shape);
      return { shape: operation.shape, dtype: 'float32' };
    case 'rows':
      return { shape: [], dtype: 'float32' };
    case 'positions':
      return { shape: [operation.length], dtype: 'float32' };
    case 'unary':
      return { shape: at(shapes, 0), dtype: FLAG_FUNCTIONS.has(operation.function) ? 'bool' : dtype };
    case 'binary':
      return { shape: broadcastShape(shapes), dtype: FLAG_FUNCTIONS.has(operation.function) ? 'bool' : dtype };
    case 'select':
      return { shape: broadcastShape(shapes), dtype: at(inputs, 1).dtype };
    case 'reduce':
      checkAxes(operation.axes, at(shapes, 0));
      return { shape: at(shapes, 0).filter((_, axis) => !operation.axes.includes(axis)), dtype };
    case 'argument':
      checkAxes([operation.axis], at(shapes, 0));
      return { shape: at(shapes, 0).filter((_, axis) => axis !== operation.axis), dtype: 'int32' };
    case 'matmul':
      return { shape: productShape(operation, at(shapes, 0), at(shapes, 1)), dtype: 'float32' };
    case 'reshape':
      if (!sameDim(sizeOf(at(shapes, 0)), sizeOf(operation.shape))) {
        throw new Error(`${print(at(shapes, 0))} cannot be reshaped to ${print(operation.shape)}`);
      }
      return { shape: operation.shape, dtype };
    case 'transpose': {
      const [shape] = shapes;
      if (shape === undefined || [...operation.permutation].sort((a, b) => a - b).some((axis, i) => axis !== i)) {
        throw new Error(`[${operation.permutation}] is no order of axes`);
      }
      return { shape: operation.permutation.map((axis) => at(shape, axis)), dtype };
    }
    case 'broadcast':
      if (!sameShape(broadcastShape([at(shapes, 0), operation.shape]), operation.shape)) {
        throw new Error(`${print(at(shapes, 0))} does not broadcast to ${print(operation.shape)}`);
      }
      return { shape: operation.shape, dtype };
    case 'slice':
      checkBlock(operation.begin, operation.shape, at(shapes, 0));
      return { shape: operation.shape, dtype };
    case 'pad':
      checkBlock(operation.before, at(shapes, 0), operation.shape);
      return { shape: operation.shape, dtype };
    case 'concat':
      checkConcat(operation.axis, shapes, operation.shape);
      return { shape: operation.shape, dtype };
    case 'largest':
      if (at(shapes, 0).length === 0) throw new Error('a scalar has no last axis');
      if (!sameShape(at(shapes, 1), [])) throw new Error(`the number to mark is no scalar: ${print(at(shapes, 1))}`);
      return { shape: at(shapes, 0), dtype: 'float32' };
  }
}

/** The functions whose value is always 0 or 1. */
export const FLAG_FUNCTIONS: ReadonlySet<string> = new Set([
  'not',
  'isNaN',
  'greater',
  'greaterEqual',
  'less',
  'lessEqual',
  'equal',
  'notEqual',
  'and',
  'or',
]);

/**
 * The common shape to which shapes broadcast. They are aligned at their last axes; lengths may differ where one is 1.
 *
 * @throws Error when there is no common shape.
 */
export function broadcastShape(shapes: readonly Shape[]): Shape {
  const rank = Math.max(0, ...shapes.map((shape) => shape.length));
  return Array.from({ length: rank }, (_, axis) => {
    const lengths = shapes.flatMap((shape): Dim | readonly [] => shape[axis - rank + shape.length] ?? []);
    const [first = 1, ...others] = lengths.filter((length) => length !== 1);
    if (others.some((length) => !sameDim(length, first))) {
      throw new Error(`${shapes.map(print).join(' and ')} do not broadcast to one shape`);
    }
    return first;
  });
}

function productShape(
  { transposeLeft, transposeRight }: { readonly transposeLeft: boolean; readonly transposeRight: boolean },
  left: Shape,
  right: Shape,
): Shape {
  if (left.length !== 2 || right.length !== 2) throw new Error(`${print(left)} or ${print(right)} is no matrix`);
  const [rows, depth] = transposeLeft ? [at(left, 1), at(left, 0)] : [at(left, 0), at(left, 1)];
  const [rightDepth, columns] = transposeRight ? [at(right, 1), at(right, 0)] : [at(right, 0), at(right, 1)];
  if (!sameDim(depth, rightDepth)) throw new Error(`${print(left)} and ${print(right)} have no product`);
  return [rows, columns];
}

function checkAxes(axes: readonly number[], shape: Shape): void {
  if (axes.some((axis, i) => axis <= (axes[i - 1] ?? -1) || axis >= shape.length))
    throw new Error(`${print(shape)} has no axes [${axes}]`);
}

function checkConstant(values: readonly number[], shape: Shape): void {
  if (values.length !== 1 && values.length !== sizeOf(shape)) {
    throw new Error(`${values.length} numbers do not fill ${print(shape)}`);
  }
}

function checkBlock(begin: readonly Dim[], block: Shape, whole: Shape): void {
  const isInside = whole.every((length, axis) => fitWithin([begin[axis] ?? 0, block[axis] ?? 0], length));
  if (begin.length !== whole.length || block.length !== whole.length || !isInside) {
    throw new Error(`${print(block)} at ${print(begin)} is no part of ${print(whole)} for every number of rows`);
  }
}

function checkConcat(axis: number, parts: readonly Shape[], whole: Shape): void {
  checkAxes([axis], whole);
  const lengths = parts.map((shape) => shape[axis] ?? 0);
  const along = lengths.reduce<Dim | undefined>((sum, length) => (sum === undefined ? sum : add(sum, length)), 0);
  if (along === undefined || parts.some((shape) => !sameShape(shape.with(axis, along), whole))) {
    throw new Error(`${parts.map(print).join(', ')} one after another along axis ${axis} are not ${print(whole)}`);
  }
}

function print(shape: Shape): string {
  return `[${shape.map(printDim).join(', ')}]`;
}
