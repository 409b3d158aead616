import { at } from '@sparsweep/core/plugin';
import type { Step } from '../schedule/kernel.ts';
import type { Expression } from './functionBuilder.ts';
import type { KernelScope } from './kernelScope.ts';
import { loadVector } from './loadVector.ts';
import { addressOf, type Index, type Indices, type Pointers } from './pointers.ts';
import { isFlag, nonZero, renderBinary, renderMask, renderUnary } from './renderFunction.ts';
import { type Lanes, laneNumbers, splatF32 } from './vectors.ts';

/** The context in which a step is computed. */
interface StepPlace {
  readonly steps: readonly Step[];
  readonly indices: Indices;
  /** The axis along which the four lanes lie; -1 for a body without axes. */
  readonly vectorAxis: number;
  readonly lanes: Lanes;
  readonly pointers: Pointers;
  /** Whether a step is computed already. */
  isKept(step: number): boolean;
  /** The value of an earlier step. */
  operand(step: number): Expression;
}

/** The value of a step at four elements. */
export function renderStep(scope: KernelScope, step: Step, place: StepPlace): Expression {
  const { indices, operand, vectorAxis } = place;
  switch (step.kind) {
    case 'load': {
      const stride = vectorAxis < 0 ? 0 : at(step.view.strides, vectorAxis);
      const address = addressOf(scope, step.view, place.pointers, indices);
      return loadVector(scope, { address, stride, lanes: place.lanes });
    }
    case 'number':
      return splatF32(scope.builder.module, step.value);
    case 'rows':
      return renderRows(scope, step.factor, step.power);
    case 'position':
      return renderPosition(scope, indices[step.axis], step.axis === vectorAxis);
    case 'result':
      throw new Error('only an epilogue has a result');
    case 'unary':
      return renderUnary(scope, step.function, () => operand(step.operand));
    case 'binary':
      return renderBinary(scope, step.function, operand(step.left), operand(step.right));
    case 'select':
      return renderSelect(scope, step, place);
  }
}

/** Selecting between a number and 0 is a bit mask: one operation instead of three. */
function renderSelect(scope: KernelScope, step: Step & { kind: 'select' }, place: StepPlace): Expression {
  const { v128 } = scope.builder.module;
  const mask = conditionMask(scope, step.condition, place);
  if (isZero(at(place.steps, step.no))) return v128.and(place.operand(step.yes), mask);
  if (isZero(at(place.steps, step.yes))) return v128.andnot(place.operand(step.no), mask);
  return v128.bitselect(place.operand(step.yes), place.operand(step.no), mask);
}

/** Whether all bits of a step's value are known to be 0. */
function isZero(step: Step): boolean {
  return step.kind === 'number' && Object.is(step.value, 0);
}

/** A vector with all bits of a lane set where a step is not 0. */
function conditionMask(scope: KernelScope, number: number, { steps, isKept, operand }: StepPlace): Expression {
  const condition = at(steps, number);
  if (condition.kind !== 'binary' || !isFlag(condition.function) || isKept(number)) {
    return nonZero(scope, operand(number));
  }
  return renderMask(scope, condition.function, operand(condition.left), operand(condition.right));
}

/** The position along an axis as a float32: the same in all lanes, or ascending where the lanes lie along the axis. */
function renderPosition({ builder }: KernelScope, index: Index | undefined, alongLanes: boolean): Expression {
  const { f32x4, i32, i32x4 } = builder.module;
  if (index === undefined) throw new Error('a position along an axis without a loop');
  const moved = index.variable?.get() ?? i32.const(0);
  const whole = index.unit === 1 ? moved : i32.div_s(moved, i32.const(index.unit));
  const first = i32x4.splat(i32.add(whole, i32.const(index.plus)));
  if (!alongLanes) return f32x4.convert_i32x4_s(first);
  return f32x4.convert_i32x4_s(i32x4.add(first, laneNumbers(builder.module)));
}

/** `factor * rows ** power` in all lanes, computed in float64 and rounded at the end. */
function renderRows({ builder, rows }: KernelScope, factor: number, power: number): Expression {
  const { f32, f32x4, f64 } = builder.module;
  let value = f64.const(factor);
  for (let count = 0; count < Math.abs(power); count++) {
    value = power > 0 ? f64.mul(value, f64.convert_s.i32(rows.get())) : f64.div(value, f64.convert_s.i32(rows.get()));
  }
  return f32x4.splat(f32.demote(value));
}
