import { at } from '@sparsweep/core/plugin';
import type { Step } from '../schedule/kernel.ts';
import type { Expression } from './functionBuilder.ts';
import type { Indices, Lanes } from './iteration.ts';
import type { KernelScope } from './kernelScope.ts';
import { loadVector } from './loadVector.ts';
import { addressOf, type Pointers } from './pointers.ts';
import { isFlag, nonZero, renderBinary, renderMask, renderUnary } from './renderFunction.ts';
import { renderPosition, renderRows } from './renderPosition.ts';
import { splatF32 } from './splat.ts';

/** Where and with what a step is computed. */
export interface StepPlace {
  readonly steps: readonly Step[];
  readonly indices: Indices;
  /** The axis along which the four lanes lie; -1 where there is no axis at all. */
  readonly vectorAxis: number;
  readonly lanes: Lanes;
  readonly pointers: Pointers;
  /** Whether a step has been computed before. */
  isKept(step: number): boolean;
  /** The code of the value of an earlier step. */
  operand(step: number): Expression;
}

/** Code of the value of a step at four elements. */
export function renderStep(scope: KernelScope, step: Step, place: StepPlace): Expression {
  const { indices, operand, vectorAxis } = place;
  switch (step.kind) {
    case 'load': {
      const stride = vectorAxis < 0 ? 0 : at(step.view.strides, vectorAxis);
      return loadVector(scope, addressOf(scope, step.view, place.pointers, indices), stride, place.lanes);
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

/** A choice between a number and 0 is a mask of the number's bits: one operation where others take three. */
function renderSelect(scope: KernelScope, step: Step & { kind: 'select' }, place: StepPlace): Expression {
  const { v128 } = scope.builder.module;
  const mask = conditionMask(scope, step.condition, place);
  if (isZero(at(place.steps, step.no))) return v128.and(place.operand(step.yes), mask);
  if (isZero(at(place.steps, step.yes))) return v128.andnot(place.operand(step.no), mask);
  return v128.bitselect(place.operand(step.yes), place.operand(step.no), mask);
}

/** Whether all bits of a step's value are 0. */
function isZero(step: Step): boolean {
  return step.kind === 'number' && Object.is(step.value, 0);
}

/** Code of a vector with all bits of a lane set where a step is not 0. */
function conditionMask(scope: KernelScope, number: number, { steps, isKept, operand }: StepPlace): Expression {
  const condition = at(steps, number);
  if (condition.kind !== 'binary' || !isFlag(condition.function) || isKept(number)) {
    return nonZero(scope, operand(number));
  }
  return renderMask(scope, condition.function, operand(condition.left), operand(condition.right));
}
