import type { Expression, Variable } from '../functionBuilder.ts';
import type { VectorCode } from './vectorCode.ts';

/** `x = number * ln 2 + rest`, |rest| at most a bit over ln 2 / 2. */
interface Reduced {
  readonly rest: Variable;
  /** The integer as a float32. */
  readonly number: Variable;
  /** The integer as an i32. */
  readonly integer: Variable;
}

// After adding it, the low bits hold the nearest integer.
const ROUNDER = 12582912;
const ROUNDER_BITS = 0x4b400000;

// ln 2 in two parts. The first has so few bits that its product with an integer below 2^15 is exact.
const LN2_HIGH = 0.693359375;
const LN2_LOW = -2.1219444e-4;

/** Coefficients of (e^r - 1 - r) / r^2 for |r| <= ln 2 / 2, from expf of the Cephes library (S. Moshier). */
const EXP_COEFFICIENTS = [
  1.98756915e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1,
];

/** Reduces a number between -2^15 and 2^15 by multiples of ln 2, after Cody and Waite. The rest of NaN is NaN. */
function reduceByLn2(code: VectorCode, x: Variable): Reduced {
  const { f32x4, i32x4 } = code.module;
  const shifted = code.keep(f32x4.add(f32x4.mul(x.get(), code.f32(Math.LOG2E)), code.f32(ROUNDER)));
  const number = code.keep(f32x4.sub(shifted.get(), code.f32(ROUNDER)));
  const integer = code.keep(i32x4.sub(shifted.get(), code.i32(ROUNDER_BITS)));
  const rest = code.keep(
    f32x4.sub(
      f32x4.sub(x.get(), f32x4.mul(number.get(), code.f32(LN2_HIGH))),
      f32x4.mul(number.get(), code.f32(LN2_LOW)),
    ),
  );
  return { rest, number, integer };
}

/** 2 to the power of integers (i32) from -126 to 127. */
function powerOfTwo(code: VectorCode, integer: Expression): Expression {
  const { i32x4 } = code.module;
  return i32x4.shl(i32x4.add(integer, code.i32(127)), code.module.i32.const(23));
}

/** e^x, after expf of the Cephes library. Error below 1.1 units in the last place, also of denormal results. */
export function exp(code: VectorCode): Expression {
  const { f32x4, i32x4, i32 } = code.module;
  // This order of operands keeps NaN. Beyond the bounds the result is 0 or Infinity anyway.
  const x = code.keep(f32x4.pmin(f32x4.pmax(code.parameter(0).get(), code.f32(-105)), code.f32(90)));
  const { rest, integer } = reduceByLn2(code, x);
  const square = f32x4.mul(rest.get(), rest.get());
  const result = f32x4.add(
    f32x4.add(f32x4.mul(code.polynomial(rest, EXP_COEFFICIENTS), square), rest.get()),
    code.f32(1),
  );
  // In two steps, because the power may exceed the range of float32 where the result does not.
  const half = code.keep(i32x4.shr_s(integer.get(), i32.const(1)));
  return f32x4.mul(
    f32x4.mul(result, powerOfTwo(code, half.get())),
    powerOfTwo(code, i32x4.sub(integer.get(), half.get())),
  );
}

/** e^x - 1, with the polynomial of `exp`. Error below 2 units in the last place. */
export function expm1(code: VectorCode): Expression {
  const { f32x4, i32x4 } = code.module;
  const original = code.parameter(0);
  // Below -20 the result is -1; above 89 it is Infinity. This order of operands keeps NaN.
  const x = code.keep(f32x4.pmin(f32x4.pmax(original.get(), code.f32(-20)), code.f32(89)));
  const { rest, integer } = reduceByLn2(code, x);
  const square = f32x4.mul(rest.get(), rest.get());
  const small = code.keep(f32x4.add(f32x4.mul(code.polynomial(rest, EXP_COEFFICIENTS), square), rest.get()));
  // 2^n small + 2^n - 1, at half the size because 2^128 is no float32.
  const scale = code.keep(powerOfTwo(code, i32x4.sub(integer.get(), code.i32(1))));
  const half = f32x4.add(f32x4.mul(small.get(), scale.get()), f32x4.sub(scale.get(), code.f32(0.5)));
  const result = code.where(i32x4.eq(integer.get(), code.i32(0)), small.get(), f32x4.mul(half, code.f32(2)));
  // The sign of zero was lost in the reduction.
  return code.where(f32x4.eq(original.get(), code.f32(0)), original.get(), result);
}

/** Coefficients of (ln(1 + f) - f + f^2 / 2) / f^3 for sqrt(1/2) - 1 <= f <= sqrt(2) - 1, from logf of Cephes (S. Moshier). */
const COEFFICIENTS = [
  7.0376836292e-2, -1.151461031e-1, 1.167699874e-1, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1,
  2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1,
];

const LEAST_NORMAL = 2 ** -126;
const SQRT_HALF_BITS = 0x3f3504f3;

/** ln x, after logf of the Cephes library. Error below 1 unit in the last place, also for denormal numbers. */
export function log(code: VectorCode): Expression {
  const { f32x4, i32x4, i32, v128 } = code.module;
  const x = code.parameter(0);
  const denormal = code.keep(f32x4.lt(x.get(), code.f32(LEAST_NORMAL)));
  const normal = code.keep(code.where(denormal.get(), f32x4.mul(x.get(), code.f32(2 ** 23)), x.get()));
  // x = 2^exponent (1 + f), sqrt(1/2) <= 1 + f < sqrt(2)
  const shift = code.keep(i32x4.shr_s(i32x4.sub(normal.get(), code.i32(SQRT_HALF_BITS)), i32.const(23)));
  const mantissa = i32x4.sub(normal.get(), i32x4.shl(shift.get(), i32.const(23)));
  const f = code.keep(f32x4.sub(mantissa, code.f32(1)));
  const exponent = code.keep(f32x4.convert_i32x4_s(i32x4.sub(shift.get(), v128.and(denormal.get(), code.i32(23)))));
  const square = code.keep(f32x4.mul(f.get(), f.get()));
  const cubic = f32x4.mul(f32x4.mul(code.polynomial(f, COEFFICIENTS), square.get()), f.get());
  const low = f32x4.sub(
    f32x4.add(cubic, f32x4.mul(exponent.get(), code.f32(-2.1219444e-4))),
    f32x4.mul(square.get(), code.f32(0.5)),
  );
  const result = f32x4.add(f32x4.add(f.get(), low), f32x4.mul(exponent.get(), code.f32(0.693359375)));
  const finite = v128.and(f32x4.gt(x.get(), code.f32(0)), f32x4.lt(x.get(), code.f32(Infinity)));
  return code.where(finite, result, logOfSpecial(code));
}

/** -Infinity for 0, NaN below 0 and for NaN, Infinity for Infinity. */
function logOfSpecial(code: VectorCode): Expression {
  const { f32x4 } = code.module;
  const x = code.parameter(0);
  const notZero = code.where(f32x4.lt(x.get(), code.f32(0)), code.f32(Number.NaN), x.get());
  return code.where(f32x4.eq(x.get(), code.f32(0)), code.f32(-Infinity), notZero);
}

/**
 * ln(1 + x) as the logarithm of the rounded sum, corrected for the rounding (as in log1p of FreeBSD's msun).
 * Error below 2 units in the last place.
 */
export function log1p(code: VectorCode): Expression {
  const { f32x4, v128 } = code.module;
  const x = code.parameter(0);
  const sum = code.keep(f32x4.add(x.get(), code.f32(1)));
  const lost = f32x4.sub(x.get(), f32x4.sub(sum.get(), code.f32(1)));
  const correction = code.keep(f32x4.div(lost, sum.get()));
  // For -1 and Infinity the correction is NaN, and the logarithm alone is right.
  const valid = v128.and(correction.get(), f32x4.eq(correction.get(), correction.get()));
  const result = f32x4.add(code.call('log', sum.get()), valid);
  return code.where(f32x4.eq(x.get(), code.f32(0)), x.get(), result);
}
