import fc from 'fast-check';
import type { JsonValue } from '../../src/plugin/json.ts';

/** A searched value in a sweep file, and how many values a grid visits in it. */
export interface Expression {
  readonly written: JsonValue;
  readonly count: number;
}

/** A whole number from 1 to 9, in every form that a grid can visit. */
export const wholeNumber = numbers(fc.integer({ min: 1, max: 9 }), 1);

/** A number from 0.25 to 1 in every form that a grid can visit, schedules included. */
export const fraction = fc.oneof(numbers(quarters(), 0.25), schedule());

/** A regularizer, or a set of regularizers. */
export const regularizer: fc.Arbitrary<Expression> = fc.oneof(plugin(), setOf(plugin()));

/** A hidden layer, or a set of layers. */
export const layer: fc.Arbitrary<Expression> = fc.oneof(fixedLayer(), setOf(fixedLayer()));

function quarters(): fc.Arbitrary<number> {
  return fc.integer({ min: 1, max: 4 }).map((count) => count / 4);
}

function numbers(fixed: fc.Arbitrary<number>, step: number): fc.Arbitrary<Expression> {
  const single = fixed.map((written) => ({ written, count: 1 }));
  const range = fc.tuple(fixed, fixed).map(([a, b]) => ({
    written: { min: Math.min(a, b), max: Math.max(a, b), step },
    count: Math.abs(a - b) / step + 1,
  }));
  return fc.oneof(single, range, setOf(fc.oneof(single, range)));
}

function schedule(): fc.Arbitrary<Expression> {
  const end = numbers(quarters(), 0.25);
  return fc.tuple(end, end).map(([from, to]) => ({
    written: { schedule: 'cubic', from: from.written, to: to.written },
    count: from.count * to.count,
  }));
}

function plugin(): fc.Arbitrary<Expression> {
  const withOption = (use: string, option: string) => (value: Expression) => ({
    written: { use, [option]: value.written },
    count: value.count,
  });
  return fc.oneof(
    fraction.map(withOption('l1', 'strength')),
    wholeNumber.map(withOption('k-sparse', 'k')),
    fraction.map(withOption('top-k', 'density')),
  );
}

function fixedLayer(): fc.Arbitrary<Expression> {
  return fc.tuple(wholeNumber, fc.array(regularizer, { maxLength: 2 })).map(([units, regularizers]) => ({
    written: { units: units.written, regularizers: regularizers.map(({ written }) => written) },
    count: product([units, ...regularizers]),
  }));
}

/** A grid visits the values of a set one after the other. */
function setOf(item: fc.Arbitrary<Expression>): fc.Arbitrary<Expression> {
  const distinct = { minLength: 1, maxLength: 3, selector: ({ written }: Expression) => JSON.stringify(written) };
  return fc.uniqueArray(item, distinct).map((items) => ({
    written: { values: items.map(({ written }) => written) },
    count: items.reduce((sum, { count }) => sum + count, 0),
  }));
}

/** The count of all combinations of some parts. */
export function product(parts: readonly Expression[]): number {
  return parts.reduce((count, part) => count * part.count, 1);
}
