import { describe, expect, it } from 'vitest';
import { BINARY, erf, UNARY } from './elementwise.ts';
import { BINARY_FUNCTIONS, type BinaryFunction, UNARY_FUNCTIONS, type UnaryFunction } from './graph.ts';

const { NaN: NAN, POSITIVE_INFINITY: INF } = Number;
const NUMBERS = [-7.5, -2.5, -1, -0.3, 0, 0.5, 1.5, 2.5, 30];

describe('functions of one number', () => {
  // numpy (np.rint, np.expm1), scipy.special (expit, erf), np.logaddexp(0, x)
  it.each<[UnaryFunction, number[]]>([
    ['round', [-8, -2, -1, -0, 0, 0, 2, 2, 30]],
    ['floor', [-8, -3, -1, -1, 0, 0, 1, 2, 30]],
    ['ceil', [-7, -2, -1, -0, 0, 1, 2, 3, 30]],
    ['truncate', [-7, -2, -1, -0, 0, 0, 1, 2, 30]],
    ['sign', [-1, -1, -1, -1, 0, 1, 1, 1, 1]],
    ['step', [0, 0, 0, 0, 0, 1, 1, 1, 1]],
    ['relu', [0, 0, 0, 0, 0, 0.5, 1.5, 2.5, 30]],
    ['abs', [7.5, 2.5, 1, 0.3, 0, 0.5, 1.5, 2.5, 30]],
    ['negate', [7.5, 2.5, 1, 0.3, -0, -0.5, -1.5, -2.5, -30]],
    ['not', [0, 0, 0, 0, 1, 0, 0, 0, 0]],
    ['isNaN', [0, 0, 0, 0, 0, 0, 0, 0, 0]],
  ])('%s', (name, expected) => {
    // Adding 0 makes a negative zero a positive one: which one it is does not matter here.
    expect(NUMBERS.map((x) => UNARY[name](x) + 0)).toEqual(expected.map((x) => x + 0));
  });

  it.each<[UnaryFunction, number[]]>([
    [
      'sigmoid',
      [
        0.0005527786369235996, 0.07585818002124355, 0.2689414213699951, 0.425557483188341, 0.5, 0.6224593312018546,
        0.8175744761936437, 0.9241418199787566, 0.9999999999999065,
      ],
    ],
    [
      'softplus',
      [
        0.0005529314753607964,
        0.07888973429254963,
        0.31326168751822286,
        0.5543552444685271,
        Math.LN2,
        0.9740769841801067,
        1.7014132779827524,
        2.5788897342925496,
        30.000000000000092,
      ],
    ],
    [
      'expm1',
      [
        -0.9994469156298522, -0.9179150013761012, -0.6321205588285577, -0.2591817793182821, 0, 0.6487212707001282,
        3.481689070338065, 11.182493960703473, 10686474581523.463,
      ],
    ],
  ])('%s', (name, expected) => {
    NUMBERS.forEach((x, i) => {
      expect(UNARY[name](x) / (expected[i] || 1)).toBeCloseTo(expected[i] === 0 ? 0 : 1, 13);
    });
  });

  it('are NaN for NaN, except isNaN and not', () => {
    const notNaN = UNARY_FUNCTIONS.filter((name) => !Number.isNaN(UNARY[name](NAN)));
    expect(notNaN).toEqual(['not', 'isNaN']);
    expect([UNARY.not(NAN), UNARY.isNaN(NAN)]).toEqual([0, 1]);
  });

  it('have the right values at infinity', () => {
    const atEnds = (name: UnaryFunction) => [UNARY[name](-INF), UNARY[name](INF)];
    expect(atEnds('sigmoid')).toEqual([0, 1]);
    expect(atEnds('softplus')).toEqual([0, INF]);
    expect(atEnds('expm1')).toEqual([-1, INF]);
    expect(atEnds('tanh')).toEqual([-1, 1]);
    expect(UNARY.log(0)).toBe(-INF);
  });
});

describe('functions of two numbers', () => {
  it.each<[BinaryFunction, number, number, number]>([
    ['add', 3, -5, -2],
    ['subtract', 3, -5, 8],
    ['multiply', 3, -5, -15],
    ['divide', 3, -4, -0.75],
    ['divide', 1, 0, INF],
    ['max', 3, -5, 3],
    ['min', 3, -5, -5],
    ['pow', 2, -2, 0.25],
    ['greater', 2, 2, 0],
    ['greaterEqual', 2, 2, 1],
    ['less', 1, 2, 1],
    ['lessEqual', 3, 2, 0],
    ['equal', 2, 2, 1],
    ['notEqual', 2, 2, 0],
    ['and', 2, 0, 0],
    ['and', 2, -1, 1],
    ['or', 0, 0, 0],
    ['or', 0, 3, 1],
  ])('%s of %d and %d is %d', (name, left, right, expected) => {
    expect(BINARY[name](left, right)).toBe(expected);
  });

  it('are NaN for NaN, except comparisons, which are false', () => {
    const outcome = (name: BinaryFunction) => [BINARY[name](NAN, 1), BINARY[name](1, NAN)];
    const flags = ['greater', 'greaterEqual', 'less', 'lessEqual', 'equal', 'notEqual', 'and', 'or'];
    for (const name of BINARY_FUNCTIONS) {
      const expected = ['notEqual', 'and', 'or'].includes(name) ? 1 : flags.includes(name) ? 0 : NAN;
      expect(outcome(name), name).toEqual([expected, expected]);
    }
  });
});

// scipy.special.erf of SciPy, in float64
it.each([
  [1e-20, 1.1283791670955125e-20],
  [0.01, 0.011283415555849616],
  [0.3, 0.3286267594591274],
  [0.9, 0.7969082124228322],
  [1.7, 0.9837904585907745],
  [2.6, 0.9997639655834707],
  [3.5, 0.9999992569016276],
  [4.4, 0.999999999510829],
  [5.9, 0.9999999999999999],
  [-1.1, -0.8802050695740817],
])('erf(%d) is %d to 15 digits', (x, expected) => {
  expect(Math.abs(erf(x) - expected)).toBeLessThan(1e-15 * Math.abs(expected));
});

it('erf is 1 for large numbers, 0 at 0, and NaN for NaN', () => {
  expect([6.5, Number.POSITIVE_INFINITY, -9, 0].map(erf)).toEqual([1, 1, -1, 0]);
  expect(erf(Number.NaN)).toBeNaN();
});
