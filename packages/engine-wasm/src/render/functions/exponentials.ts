import type { Code, Variable } from '../functionBuilder.ts';
import type { VectorCode } from './vectorCode.ts';

/** `x = number * ln 2 + rest`, |rest| at most a bit over ln 2 / 2. */
export interface Reduced {
  readonly rest: Variable;
  /** The whole number as a float32. */
  readonly number: Variable;
  /** The whole number as an i32. */
  readonly integer: Variable;
}

// Adding it leaves the nearest whole number in the low bits.
const ROUNDER = 12582912;
const ROUNDER_BITS = 0x4b400000;

// ln 2 in two parts, of which the first has so few bits that a product with a whole number below 2^15 is exact.
const LN2_HIGH = 0.693359375;
const LN2_LOW = -2.1219444e-4;

/** Coefficients of (e^r - 1 - r) / r^2 for |r| <= ln 2 / 2, from expf of the Cephes library (S. Moshier). */
export const EXP_COEFFICIENTS = [
  1.98756915e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1,
];

/** Takes the multiples of ln 2 off a number between -2^15 and 2^15, after Cody and Waite. NaN stays in the rest. */
export function reduceByLn2(code: VectorCode, x: Variable): Reduced {
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

/** 2 to the power of whole numbers (i32) from -126 to 127. */
export function powerOfTwo(code: VectorCode, integer: Code): Code {
  const { i32x4 } = code.module;
  return i32x4.shl(i32x4.add(integer, code.i32(127)), code.module.i32.const(23));
}

/** e^x, after expf of the Cephes library. Error below 1.1 units in the last place, also of denormal results. */
export function exp(code: VectorCode): Code {
  const { f32x4, i32x4, i32 } = code.module;
  // In this order of operands NaN passes. Beyond these bounds the result is 0 or Infinity all the same.
  const x = code.keep(f32x4.pmin(f32x4.pmax(code.parameter(0).get(), code.f32(-105)), code.f32(90)));
  const { rest, integer } = reduceByLn2(code, x);
  const square = f32x4.mul(rest.get(), rest.get());
  const result = f32x4.add(
    f32x4.add(f32x4.mul(code.polynomial(rest, EXP_COEFFICIENTS), square), rest.get()),
    code.f32(1),
  );
  // In two steps, because the power may be beyond the range of float32 where the result is not.
  const half = code.keep(i32x4.shr_s(integer.get(), i32.const(1)));
  return f32x4.mul(
    f32x4.mul(result, powerOfTwo(code, half.get())),
    powerOfTwo(code, i32x4.sub(integer.get(), half.get())),
  );
}
