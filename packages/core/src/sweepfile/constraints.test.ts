import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { choice, parameter, range, spaceOf } from '../../test/search/parameters.ts';
import { problemsOf, readTest, sweepText } from '../../test/sweepfile/readTest.ts';
import { compileConstraint } from '../search/constraint/constraint.ts';
import { ExpressionError } from '../search/constraint/term.ts';
import type { Draw } from '../search/space.ts';

const labelled = { type: 'choice', labels: ['l1', 'k-sparse'] } as const;
const space = spaceOf(
  parameter('units', range(1, 100, { integer: true })),
  parameter('method', labelled),
  parameter('k-sparse.k', range(1, 50, { integer: true }), { parameter: 'method', choice: 1 }),
  parameter('layers[0].rate', range(0, 1)),
  parameter('width', { type: 'choice', labels: [16, 64] }),
  parameter('flag', { type: 'choice', labels: [true, false] }),
  parameter('k', choice(3)),
);
const draw: Draw = { units: 20, method: 1, 'k-sparse.k': 8, 'layers[0].rate': 0.5, width: 1, flag: 0, k: 2 };

describe('a constraint', () => {
  // By hand, for 20 units, the method k-sparse with a k of 8, a rate of 0.5, a width of 64, a flag that is true, a k of 2.
  it.each([
    ['units <= 20', true],
    ['units < 20', false],
    ['k-sparse.k <= units / 2', true],
    ['k-sparse.k - k == 6', true],
    ['units-k-sparse.k-k > 9', true],
    ['units - k-sparse.k - k > 10', false],
    ['layers[0].rate * 2 >= 1', true],
    ['width == 64 && method != "l1"', true],
    ["method == 'l1' || flag", true],
    ['!(method == "l1") && !flag', false],
    ['flag == true', true],
    ['max(units, width, k) == 64 && min(k, -1) == -1', true],
    ['round(2.5) + floor(2.5) + ceil(2.5) + abs(-3) + sqrt(9) == 14', true],
    ['log(1) == 0 && 7 % 4 == 3 && 2 + 3 * 4 == 14 && (2 + 3) * 4 == 20', true],
    ['1 / 0 > 5 === true', true],
    ['(units < 3)', false],
    [' ((units < 3) || (k == 2)) ', true],
  ])('%s: %s', (text, expected) => {
    expect(compileConstraint(text, space).satisfies(draw)).toBe(expected);
  });

  it('is satisfied by a draw without one of its parameters', () => {
    const other = Object.fromEntries(Object.entries({ ...draw, method: 0 }).filter(([name]) => name !== 'k-sparse.k'));
    expect(compileConstraint('k-sparse.k > 1000', space).satisfies(other)).toBe(true);
    expect(compileConstraint('k-sparse.k > 1000', space).satisfies(draw)).toBe(false);
    expect(compileConstraint('k-sparse.k < 0 || units < 0', space).satisfies(other)).toBe(true);
  });

  it.each([
    ['units', '`units` is neither true nor false', 0, 5],
    ['unit < 3', 'there is no parameter `unit`', 0, 4],
    ['units.x < 3', 'there is no parameter `units.x`', 0, 7],
    ['1 < units < 5', '`1 < units` is already a comparison, and `<` compares numbers', 0, 9],
    ['units = 3', 'a constraint cannot assign', 0, 9],
    ['units == "3"', '`units` is a number and `"3"` is text', 0, 12],
    ['method == "l2"', '`method` is never "l2"', 10, 14],
    ['width == 32', '`width` is never 32', 9, 11],
    ['method + 1 > 2', '`method` is not a number', 0, 6],
    ['units <', 'invalid expression: unexpected token', 6, 7],
    ['units < 3 units', 'unexpected text after the expression', 10, 15],
    ['units / 2 = k', 'a constraint cannot assign', 0, 1],
    ['5 > (1 < units)', '`(1 < units)` is not a number, and `>` compares numbers', 4, 15],
    ['eval("1") > 2', 'there is no function `eval`', 0, 4],
    [`${'('.repeat(1000)}1`, 'a constraint has at most 1000 characters', 1000, 1001],
    ['this.constructor > 2', 'there is no parameter `this.constructor`', 0, 16],
    ['(() => 1) == 1', '`() => 1` is not allowed in a constraint', 1, 8],
    ['units ** 2 > 3', '`units ** 2` is not allowed in a constraint', 0, 10],
    ['sqrt(1, 2) > 1', '`sqrt` takes one number', 0, 4],
    ['`a` == "a"', '``a`` is not allowed in a constraint', 0, 3],
    ['', 'invalid expression: unexpected token', 0, 1],
  ])('can be invalid: %s', (text, message, start, end) => {
    expect(() => compileConstraint(text, space)).toThrow(expect.objectContaining({ message, start, end }));
  });

  it('distinguishes a function from a parameter of the same name', () => {
    const branch = spaceOf(
      parameter('method', labelled),
      parameter('min', range(0, 1), { parameter: 'method', choice: 1 }),
      parameter('class', range(0, 9)),
    );
    expect(compileConstraint('min(class, 5) > 4', branch).satisfies({ method: 0, class: 3 })).toBe(false);
    expect(compileConstraint('min < class', branch).satisfies({ method: 1, min: 1, class: 0 })).toBe(false);
  });

  it.each([
    '('.repeat(999),
    `${'('.repeat(498)}1>0${')'.repeat(498)}`,
    `1${'+1'.repeat(498)}>0`,
    `${'!'.repeat(996)}flag`,
  ])('can be deeply nested: %s', (text) => {
    try {
      expect(compileConstraint(text, space).satisfies(draw)).toBe(true);
    } catch (thrown) {
      expect(thrown).toBeInstanceOf(ExpressionError);
    }
  });

  it('throws no other error for any text', () => {
    const words = [
      'units',
      'k-sparse.k',
      'layers[0].rate',
      '<',
      '=',
      '(',
      ')',
      '&&',
      '"',
      "'",
      '\\',
      '.',
      '[',
      '`',
      '1e',
      '=>',
    ];
    const text = fc.oneof(
      fc.string(),
      fc.array(fc.constantFrom(...words)).map((parts) => parts.join(' ')),
    );
    fc.assert(
      fc.property(text, (garbage) => {
        try {
          expect(typeof compileConstraint(garbage, space).satisfies(draw)).toBe('boolean');
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(ExpressionError);
        }
      }),
      { numRuns: 2000, seed: 1 },
    );
  });
});

const LAYER = '{ units: { min: 1, max: 64 } }';

describe('constraints in a sweep file', () => {
  it('are reported at the place inside their text, quoted or not', async () => {
    const rest = 'constraints:\n  - unit < 3\n  - "1 < units < 5"\n';
    expect(await problemsOf(sweepText({ layer: LAYER, rest }))).toMatchObject([
      ['7:5 unit', 'invalid-constraint', { meant: 'units', allowed: ['units'] }],
      ['8:6 1 < units', 'invalid-constraint', { notes: ['write `1 < units && units < 5`'] }],
    ]);
  });

  it.each([
    ['method == "l2"', '"l2"', { meant: '"l1"', allowed: ['"l1"', '"top-k"'] }],
    ['method == l1', 'l1', { notes: [expect.stringContaining('"l1"')], allowed: ['method'] }],
    ['maxx(1, 2) > 1', 'maxx', { meant: 'max' }],
  ])('are reported with what was probably meant: %s', async (text, marked, data) => {
    const layer = '{ units: 4, regularizers: [{ name: method, values: [{ use: l1 }, { use: top-k, density: 1 }] }] }';
    expect(await problemsOf(sweepText({ layer, rest: `constraints: ['${text}']\n` }))).toMatchObject([
      [`6:${16 + text.indexOf(marked)} ${marked}`, 'invalid-constraint', data],
    ]);
  });

  it('are reported at their first line if their text is folded', async () => {
    const rest = 'constraints:\n  - >\n    unit\n    < 3\n';
    expect(await problemsOf(sweepText({ layer: LAYER, rest }))).toMatchObject([
      ['7:5 >', 'invalid-constraint', { meant: 'units' }],
    ]);
  });

  it('must be texts', async () => {
    expect(await problemsOf(sweepText({ layer: LAYER, rest: 'constraints: [{ a: 1 }]\n' }))).toMatchObject([
      ['6:15 { a: 1 }', 'wrong-type', { name: '`constraints[0]`', types: ['string'] }],
    ]);
  });

  it('become part of the spec', async () => {
    const { constraints } = (await readTest(sweepText({ layer: LAYER, rest: 'constraints: [ units % 8 == 0 ]\n' })))
      .compiler;
    expect(constraints.map((constraint) => [8, 9].map((units) => constraint.satisfies({ units })))).toEqual([
      [true, false],
    ]);
  });
});
