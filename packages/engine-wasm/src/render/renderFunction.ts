import type { BinaryFunction, UnaryFunction } from '../graph/graph.ts';
import type { Expression } from './functionBuilder.ts';
import { MathFunctions } from './functions/mathFunctions.ts';
import type { KernelScope } from './kernelScope.ts';
import { splatF32 } from './vectors.ts';

/**
 * A function of one vector.
 *
 * @param operand makes the code of the vector, which may be used more than once: see `usesOperandAgain`.
 */
export function renderUnary(
  { builder, functions }: KernelScope,
  name: UnaryFunction,
  operand: () => Expression,
): Expression {
  const { f32x4, v128 } = builder.module;
  const number = (value: number) => splatF32(builder.module, value);
  if (MathFunctions.has(name)) return functions.call(name, [operand()]);
  switch (name) {
    case 'negate':
      return f32x4.neg(operand());
    case 'abs':
    case 'floor':
    case 'ceil':
    case 'sqrt':
      return f32x4[name](operand());
    case 'round':
      return f32x4.nearest(operand());
    case 'truncate':
      return f32x4.trunc(operand());
    case 'sign': {
      // 1 with the sign of the number; 0 and NaN stay as they are.
      const signed = v128.or(v128.and(operand(), number(-0)), number(1));
      return v128.bitselect(signed, operand(), f32x4.gt(f32x4.abs(operand()), number(0)));
    }
    case 'relu':
      // This order of operands keeps NaN.
      return f32x4.pmax(operand(), number(0));
    case 'step':
      return v128.or(
        v128.and(f32x4.gt(operand(), number(0)), number(1)),
        v128.and(f32x4.ne(operand(), operand()), operand()),
      );
    case 'not':
      return v128.and(f32x4.eq(operand(), number(0)), number(1));
    case 'isNaN':
      return v128.and(f32x4.ne(operand(), operand()), number(1));
  }
}

/** Whether `renderUnary` uses its operand more than once. */
export function usesOperandAgain(name: UnaryFunction): boolean {
  return name === 'sign' || name === 'step' || name === 'isNaN';
}

/** A function of two vectors. */
export function renderBinary(
  scope: KernelScope,
  name: BinaryFunction,
  left: Expression,
  right: Expression,
): Expression {
  const { f32x4, v128 } = scope.builder.module;
  switch (name) {
    case 'add':
    case 'max':
    case 'min':
      return f32x4[name](left, right);
    case 'subtract':
      return f32x4.sub(left, right);
    case 'multiply':
      return f32x4.mul(left, right);
    case 'divide':
      return f32x4.div(left, right);
    case 'pow':
      return scope.functions.call('pow', [left, right]);
    default:
      return v128.and(renderMask(scope, name, left, right), splatF32(scope.builder.module, 1));
  }
}

/** Functions of two numbers whose value is 0 or 1. */
export type FlagFunction = Exclude<BinaryFunction, 'add' | 'subtract' | 'multiply' | 'divide' | 'max' | 'min' | 'pow'>;

/** Whether the value of a function is 0 or 1. */
export function isFlag(name: BinaryFunction): name is FlagFunction {
  return !['add', 'subtract', 'multiply', 'divide', 'max', 'min', 'pow'].includes(name);
}

/** A vector with all bits of a lane set where the function of two vectors is 1. */
export function renderMask(scope: KernelScope, name: FlagFunction, left: Expression, right: Expression): Expression {
  const { f32x4, v128 } = scope.builder.module;
  switch (name) {
    case 'greater':
      return f32x4.gt(left, right);
    case 'greaterEqual':
      return f32x4.ge(left, right);
    case 'less':
      return f32x4.lt(left, right);
    case 'lessEqual':
      return f32x4.le(left, right);
    case 'equal':
      return f32x4.eq(left, right);
    case 'notEqual':
      return f32x4.ne(left, right);
    case 'and':
      return v128.and(nonZero(scope, left), nonZero(scope, right));
    case 'or':
      return v128.or(nonZero(scope, left), nonZero(scope, right));
  }
}

/** A vector with all bits of a lane set where a vector is not 0. */
export function nonZero({ builder }: KernelScope, value: Expression): Expression {
  return builder.module.f32x4.ne(value, splatF32(builder.module, 0));
}
