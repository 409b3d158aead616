import { at } from '@sparsweep/core/plugin';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runFragment, someNumbers } from '../../test/support/fragment.ts';
import { type Dim, lengthAt, multiply, ROWS } from '../graph/dim.ts';
import { BINARY, UNARY } from '../graph/elementwise.ts';
import type { MapKernel, Step, View } from '../schedule/kernel.ts';
import { renderMap } from './renderMap.ts';

/** Functions that are exact, or rounded correctly, in float32. */
const EXACT_UNARY = ['negate', 'abs', 'sign', 'relu', 'step', 'not', 'floor', 'round'] as const;
const EXACT_BINARY = ['add', 'subtract', 'multiply', 'max', 'min', 'greater', 'lessEqual', 'and'] as const;

/** Strides of a block that lies side by side with some of its axes left out: these repeat it. */
function stridesOf(extent: readonly Dim[], used: readonly boolean[], order: readonly number[]): readonly Dim[] {
  const strides: Dim[] = extent.map(() => 0);
  let stride: Dim = 1;
  for (const axis of order) {
    if (!used[axis]) continue;
    strides[axis] = stride;
    stride = multiply(stride, at(extent, axis));
  }
  return strides;
}

const kernels = fc
  .array(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constant(17), fc.constant(ROWS)), { maxLength: 3 })
  .chain((extent) => {
    const axes = extent.map((_, axis) => axis);
    const view = fc
      .tuple(
        fc.array(fc.boolean(), { minLength: extent.length, maxLength: extent.length }),
        fc.shuffledSubarray(axes, { minLength: extent.length }),
        fc.nat(3),
      )
      .map(([used, order, offset]): View => ({ buffer: 0, offset, strides: stridesOf(extent, used, order) }));
    const leaf: fc.Arbitrary<Step> = fc.oneof(
      { weight: 4, arbitrary: view.map((of): Step => ({ kind: 'load', view: of })) },
      { weight: 1, arbitrary: fc.integer({ min: -3, max: 3 }).map((value): Step => ({ kind: 'number', value })) },
      { weight: 1, arbitrary: fc.constant<Step>({ kind: 'rows', factor: 3, power: -1 }) },
      ...axes.map((axis) => ({ weight: 1, arbitrary: fc.constant<Step>({ kind: 'position', axis }) })),
    );
    const operation = fc.oneof(
      fc.record({ kind: fc.constant('unary' as const), function: fc.constantFrom(...EXACT_UNARY), operand: fc.nat() }),
      fc.record({
        kind: fc.constant('binary' as const),
        function: fc.constantFrom(...EXACT_BINARY),
        left: fc.nat(),
        right: fc.nat(),
      }),
      fc.record({ kind: fc.constant('select' as const), condition: fc.nat(), yes: fc.nat(), no: fc.nat() }),
    );
    return fc
      .tuple(
        fc.array(leaf, { minLength: 1, maxLength: 4 }),
        fc.array(operation, { maxLength: 8 }),
        fc.array(fc.nat(), { minLength: 1, maxLength: 3 }),
        fc.shuffledSubarray(axes, { minLength: extent.length }),
      )
      .map(([leaves, operations, stored, order]): MapKernel => {
        const steps = [...leaves, ...operations.map((step, number) => withOperands(step, leaves.length + number))];
        const strides = stridesOf(
          extent,
          extent.map(() => true),
          order,
        );
        const stores = stored.map((step, number) => ({
          view: { buffer: number + 1, offset: 0, strides },
          step: step % steps.length,
        }));
        return { kind: 'map', extent, body: { steps, stores } };
      });
  });

/** The step with operands that are before it. */
function withOperands(step: Extract<Step, { kind: 'unary' | 'binary' | 'select' }>, before: number): Step {
  switch (step.kind) {
    case 'unary':
      return { ...step, operand: step.operand % before };
    case 'binary':
      return { ...step, left: step.left % before, right: step.right % before };
    case 'select':
      return { ...step, condition: step.condition % before, yes: step.yes % before, no: step.no % before };
  }
}

/** The values of all steps at one element, rounded to float32 one by one. */
function evaluate(steps: readonly Step[], input: readonly number[], indices: readonly number[], rows: number) {
  const values: number[] = [];
  for (const step of steps) values.push(Math.fround(stepValue(step, values, input, indices, rows)));
  return values;
}

function stepValue(
  step: Step,
  values: readonly number[],
  input: readonly number[],
  indices: readonly number[],
  rows: number,
) {
  switch (step.kind) {
    case 'load':
      return at(input, placeOf(step.view, indices, rows));
    case 'number':
      return step.value;
    case 'rows':
      return step.factor * rows ** step.power;
    case 'position':
      return at(indices, step.axis);
    case 'unary':
      return UNARY[step.function](at(values, step.operand));
    case 'binary':
      return BINARY[step.function](at(values, step.left), at(values, step.right));
    case 'select':
      return at(values, at(values, step.condition) !== 0 ? step.yes : step.no);
    case 'result':
      throw new Error('a map has no result');
  }
}

function placeOf({ offset, strides }: View, indices: readonly number[], rows: number): number {
  return strides.reduce<number>(
    (place, stride, axis) => place + lengthAt(stride, rows) * at(indices, axis),
    lengthAt(offset, rows),
  );
}

/** The numbers of all elements of a block. */
function elementsOf(lengths: readonly number[]): readonly (readonly number[])[] {
  return lengths.reduce<readonly (readonly number[])[]>(
    (all, length) => all.flatMap((indices) => Array.from({ length }, (_, index) => [...indices, index])),
    [[]],
  );
}

describe('BodyCode', () => {
  it('computes the steps at every element, to the bit', () => {
    fc.assert(
      fc.property(kernels, fc.integer({ min: 1, max: 9 }), fc.nat(1000), (kernel, rows, seed) => {
        const lengths = kernel.extent.map((dim) => lengthAt(dim, rows));
        const count = lengths.reduce((product, length) => product * length, 1);
        const input = someNumbers(count + 3, seed).map((value) =>
          value > 0.8 ? Number.NaN : Math.round(8 * value) / 4,
        );
        const { steps, stores } = kernel.body;
        const expected = stores.map(() => Array.from({ length: count }, () => 0));
        for (const indices of elementsOf(lengths)) {
          const values = evaluate(steps, input, indices, rows);
          stores.forEach(({ view, step }, number) => {
            at(expected, number)[placeOf(view, indices, rows)] = at(values, step) + 0;
          });
        }
        const contents = [input, ...expected.map((values) => values.map(() => 0))];
        const [, ...results] = runFragment(contents, rows, (scope) => renderMap(scope, kernel));
        // The sign of zero is left open.
        expect(results.map((values) => values.map((value) => value + 0))).toEqual(expected);
      }),
      { numRuns: 400, seed: 1 },
    );
  });
});
