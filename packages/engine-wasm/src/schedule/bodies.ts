import { at } from '@sparsweep/core/plugin';
import { sameDim } from '../graph/dim.ts';
import type { Body, Step, View } from './kernel.ts';

/** Whether two views of one iteration have the same elements. */
export function sameView(left: View, right: View): boolean {
  return (
    left.buffer === right.buffer &&
    sameDim(left.offset, right.offset) &&
    left.strides.length === right.strides.length &&
    left.strides.every((stride, axis) => sameDim(stride, at(right.strides, axis)))
  );
}

/** Whether two steps of one iteration give the same value: the same arithmetic on the same operands. */
function sameStep(left: Step, right: Step): boolean {
  switch (left.kind) {
    case 'load':
      return right.kind === 'load' && sameView(left.view, right.view);
    case 'number':
      return right.kind === 'number' && Object.is(left.value, right.value);
    case 'rows':
      return right.kind === 'rows' && left.factor === right.factor && left.power === right.power;
    case 'position':
      return right.kind === 'position' && left.axis === right.axis;
    case 'result':
      return right.kind === 'result';
    case 'unary':
      return right.kind === 'unary' && left.function === right.function && left.operand === right.operand;
    case 'binary': {
      const isSame = right.kind === 'binary' && left.function === right.function;
      return isSame && left.left === right.left && left.right === right.right;
    }
    case 'select': {
      const isSame = right.kind === 'select' && left.condition === right.condition;
      return isSame && left.yes === right.yes && left.no === right.no;
    }
  }
}

/** The step with other operands. */
function withOperands(step: Step, position: (operand: number) => number): Step {
  switch (step.kind) {
    case 'unary':
      return { ...step, operand: position(step.operand) };
    case 'binary':
      return { ...step, left: position(step.left), right: position(step.right) };
    case 'select':
      return { ...step, condition: position(step.condition), yes: position(step.yes), no: position(step.no) };
    default:
      return step;
  }
}

/** The positions of a step's operands. */
function operandsOf(step: Step): readonly number[] {
  const operands: number[] = [];
  withOperands(step, (operand) => {
    operands.push(operand);
    return operand;
  });
  return operands;
}

/**
 * Joins two bodies that run one after the other at every element. Where the second loads what the first has stored, it
 * takes the value from the first's step.
 */
export function joinBodies(first: Body, second: Body): Body {
  const steps: Step[] = [...first.steps];
  const positions: number[] = [];
  for (const step of second.steps) {
    const stored = step.kind === 'load' ? first.stores.find(({ view }) => sameView(view, step.view)) : undefined;
    const moved = withOperands(step, (operand) => at(positions, operand));
    const known = stored?.step ?? steps.findIndex((other) => sameStep(other, moved));
    positions.push(known === -1 ? steps.length : known);
    if (known === -1) steps.push(moved);
  }
  const stores = second.stores.map(({ view, step }) => ({ view, step: at(positions, step) }));
  return { steps, stores: [...first.stores, ...stores] };
}

/** The body without unused steps. */
export function pruned({ steps, stores }: Body): Body {
  const needed = new Set(stores.map(({ step }) => step));
  for (let position = steps.length - 1; position >= 0; position--) {
    if (needed.has(position)) for (const operand of operandsOf(at(steps, position))) needed.add(operand);
  }
  const kept = [...needed].sort((a, b) => a - b);
  const newPosition = new Map(kept.map((position, index) => [position, index]));
  const moved = (position: number) => newPosition.get(position) ?? 0;
  return {
    steps: kept.map((position) => withOperands(at(steps, position), moved)),
    stores: stores.map(({ view, step }) => ({ view, step: moved(step) })),
  };
}
