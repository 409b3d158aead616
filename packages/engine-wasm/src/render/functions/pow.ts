import type { Expression, Variable } from '../functionBuilder.ts';
import { LOWER_HALVES, UPPER_HALF } from '../vectors.ts';
import type { VectorCode } from './vectorCode.ts';

/**
 * x^y with the special cases of `Math.pow`, as e^(y ln |x|) in double precision, rounded to single precision at the end.
 * Error below 0.5001 units in the last place, so that bias corrections such as 1 - 0.999^t are precise.
 */
export function pow(code: VectorCode): Expression {
  const { f32x4, i8x16, v128 } = code.module;
  const [x, y] = [code.parameter(0), code.parameter(1)];
  const size = code.keep(f32x4.abs(x.get()));
  const upper = (vector: Variable) => i8x16.shuffle(vector.get(), vector.get(), UPPER_HALF);
  const low = powOfTwoLanes(code, size.get(), y.get());
  const high = powOfTwoLanes(code, upper(size), upper(y));
  const power = code.keep(i8x16.shuffle(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), LOWER_HALVES));

  const half = code.keep(f32x4.mul(y.get(), code.f32(0.5)));
  const isWhole = code.keep(f32x4.eq(f32x4.trunc(y.get()), y.get()));
  const isOdd = v128.and(isWhole.get(), f32x4.ne(f32x4.trunc(half.get()), half.get()));
  const sign = v128.and(v128.and(x.get(), code.f32(-0)), isOdd);
  const noRoot = v128.andnot(
    v128.and(f32x4.lt(x.get(), code.f32(0)), f32x4.gt(x.get(), code.f32(-Infinity))),
    isWhole.get(),
  );
  const result = code.where(noRoot, code.f32(Number.NaN), v128.or(power.get(), sign));
  return code.where(f32x4.eq(y.get(), code.f32(0)), code.f32(1), result);
}

/** The first two lanes of x^y in double precision, for x >= 0. */
function powOfTwoLanes(code: VectorCode, x: Expression, y: Expression): Expression {
  const { f64x2 } = code.module;
  const logarithm = logF64(code, code.keep(f64x2.promote_low_f32x4(x)));
  return expF64(code, f64x2.mul(logarithm, f64x2.promote_low_f32x4(y)));
}

// ln m = 2 atanh s = 2 s (1 + s^2 / 3 + s^4 / 5 + ...), s = (m - 1) / (m + 1), |s| <= 0.172: the terms left out are
// below 1e-15 of the sum.
const ATANH_COEFFICIENTS = [17, 15, 13, 11, 9, 7, 5, 3, 1].map((n) => 2 / n);
const SQRT_HALF_BITS = 0x3fe6a09e667f3bcdn;
const EXPONENT_BIAS = 1023;
const TWO_52 = 2 ** 52;
const TWO_52_BITS = 0x4330000000000000n;

/** ln x of normal numbers, 0, Infinity and NaN. */
function logF64(code: VectorCode, x: Variable): Expression {
  const { f64x2, i64x2, i32, v128 } = code.module;
  // x = 2^exponent m, sqrt(1/2) <= m < sqrt(2). The exponent with its bias is not negative, and a number of 52 bits
  // becomes a float64 in the lower bits of 2^52.
  const scaled = i64x2.sub(x.get(), code.i64(SQRT_HALF_BITS - (BigInt(EXPONENT_BIAS) << 52n)));
  const exponentBits = code.keep(i64x2.shr_u(scaled, i32.const(52)));
  const exponent = f64x2.sub(v128.or(exponentBits.get(), code.i64(TWO_52_BITS)), code.f64(TWO_52 + EXPONENT_BIAS));
  const unbias = i64x2.sub(exponentBits.get(), code.i64(BigInt(EXPONENT_BIAS)));
  const m = code.keep(i64x2.sub(x.get(), i64x2.shl(unbias, i32.const(52))));
  const s = code.keep(f64x2.div(f64x2.sub(m.get(), code.f64(1)), f64x2.add(m.get(), code.f64(1))));
  const square = code.keep(f64x2.mul(s.get(), s.get()));
  const logOfM = f64x2.mul(s.get(), code.polynomialF64(square, ATANH_COEFFICIENTS));
  const result = f64x2.add(logOfM, f64x2.mul(exponent, code.f64(Math.LN2)));
  const finite = f64x2.lt(x.get(), code.f64(Infinity));
  const special = code.where(finite, result, x.get());
  return code.where(f64x2.eq(x.get(), code.f64(0)), code.f64(-Infinity), special);
}

// 1 / n!, n = 12 ... 0: for |r| <= ln 2 / 2 the terms left out are below 1e-15.
const EXP_COEFFICIENTS = [12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0].map((n) => 1 / factorial(n));
const ROUNDER = 1.5 * TWO_52;

/** e^x for use as a float32: below -200 it is e^-200, which becomes 0, above 200 e^200, which becomes Infinity. */
function expF64(code: VectorCode, exponent: Expression): Expression {
  const { f64x2, i64x2, i32 } = code.module;
  // This order of operands keeps NaN.
  const x = code.keep(f64x2.pmin(f64x2.pmax(exponent, code.f64(-200)), code.f64(200)));
  const shifted = code.keep(f64x2.add(f64x2.mul(x.get(), code.f64(Math.LOG2E)), code.f64(ROUNDER)));
  const number = f64x2.sub(shifted.get(), code.f64(ROUNDER));
  const rest = code.keep(f64x2.sub(x.get(), f64x2.mul(number, code.f64(Math.LN2))));
  const integer = i64x2.add(shifted.get(), code.i64(BigInt(EXPONENT_BIAS)));
  return f64x2.mul(code.polynomialF64(rest, EXP_COEFFICIENTS), i64x2.shl(integer, i32.const(52)));
}

function factorial(n: number): number {
  return n < 2 ? 1 : n * factorial(n - 1);
}
