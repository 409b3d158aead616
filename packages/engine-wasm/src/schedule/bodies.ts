import { at } from '@sparsweep/core/plugin';
import { sameDim } from '../graph/dim.ts';
import type { Body, Step, View } from './kernel.ts';

/** Whether two views of one iteration are of the same elements. */
export function sameView(left: View, right: View): boolean {
  return (
    left.buffer === right.buffer &&
    sameDim(left.offset, right.offset) &&
    left.strides.length === right.strides.length &&
    left.strides.every((stride, axis) => sameDim(stride, at(right.strides, axis)))
  );
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
 * The second body after the first, at every element of one iteration: what the second loads and the first has stored,
 * it takes from the first's step.
 */
export function joinBodies(first: Body, second: Body): Body {
  const steps: Step[] = [...first.steps];
  const positions: number[] = [];
  for (const step of second.steps) {
    const stored = step.kind === 'load' && first.stores.find(({ view }) => sameView(view, step.view));
    const loaded =
      step.kind === 'load' && steps.findIndex((known) => known.kind === 'load' && sameView(known.view, step.view));
    if (stored) positions.push(stored.step);
    else if (typeof loaded === 'number' && loaded !== -1) positions.push(loaded);
    else {
      positions.push(steps.length);
      steps.push(withOperands(step, (operand) => at(positions, operand)));
    }
  }
  const stores = second.stores.map(({ view, step }) => ({ view, step: at(positions, step) }));
  return { steps, stores: [...first.stores, ...stores] };
}

/** A body without the steps that nothing needs. */
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
