import type { Expression } from '../functionBuilder.ts';
import type { VectorCode } from './vectorCode.ts';

/** 1 / (1 + e^-x), from e^-|x|, which does not overflow. Error below 2.5 units in the last place. */
export function sigmoid(code: VectorCode): Expression {
  const { f32x4 } = code.module;
  const x = code.parameter(0);
  const power = code.keep(code.call('exp', f32x4.neg(f32x4.abs(x.get()))));
  const numerator = code.where(f32x4.lt(x.get(), code.f32(0)), power.get(), code.f32(1));
  return f32x4.div(numerator, f32x4.add(power.get(), code.f32(1)));
}

/** ln(1 + e^x) as max(x, 0) + ln(1 + e^-|x|). Error below 2.5 units in the last place. */
export function softplus(code: VectorCode): Expression {
  const { f32x4 } = code.module;
  const x = code.parameter(0);
  const power = code.call('exp', f32x4.neg(f32x4.abs(x.get())));
  // This order of operands keeps NaN.
  return f32x4.add(f32x4.pmax(x.get(), code.f32(0)), code.call('log1p', power));
}

/**
 * tanh x as a quotient of polynomials, that of Eigen's `generic_fast_tanh_float` (which TensorFlow uses, too). Error below
 * 6 units in the last place. Below 0.0004 it is x itself, and beyond +-7.9 it is the quotient there, +-1.
 */
export function tanh(code: VectorCode): Expression {
  const { f32x4 } = code.module;
  const original = code.parameter(0);
  const x = code.keep(f32x4.pmin(f32x4.pmax(original.get(), code.f32(-LIMIT)), code.f32(LIMIT)));
  const square = code.keep(f32x4.mul(x.get(), x.get()));
  const numerator = f32x4.mul(x.get(), code.polynomial(square, NUMERATOR));
  const result = f32x4.div(numerator, code.polynomial(square, DENOMINATOR));
  return code.where(f32x4.lt(f32x4.abs(original.get()), code.f32(0.0004)), original.get(), result);
}

const LIMIT = 7.905311107635498;

const NUMERATOR = [
  -2.76076847742355e-16, 2.00018790482477e-13, -8.60467152213735e-11, 5.12229709037114e-8, 1.48572235717979e-5,
  6.37261928875436e-4, 4.89352455891786e-3,
];
const DENOMINATOR = [1.19825839466702e-6, 1.18534705686654e-4, 2.268434632439e-3, 4.89352518554385e-3];

/**
 * erf x: near 0 as x + x p(x^2), further out as 1 - e^q(|x|) with the sign of x, with the polynomials of N. Juffa's erff
 * (https://stackoverflow.com/a/35148199). Error below 1.2 units in the last place.
 */
export function erf(code: VectorCode): Expression {
  const { f32x4, v128 } = code.module;
  const x = code.parameter(0);
  const size = code.keep(f32x4.abs(x.get()));
  const square = code.keep(f32x4.mul(x.get(), x.get()));
  const near = f32x4.add(f32x4.mul(code.polynomial(square, NEAR), x.get()), x.get());
  // Beyond 4 the result is 1. This order of operands keeps NaN.
  const limited = code.keep(f32x4.pmin(size.get(), code.f32(4)));
  const exponent = f32x4.mul(code.polynomial(limited, FAR), limited.get());
  const far = f32x4.sub(code.f32(1), code.call('exp', exponent));
  const signed = v128.or(far, v128.and(x.get(), code.f32(-0)));
  return code.where(f32x4.lt(size.get(), code.f32(0.927734375)), near, signed);
}

const NEAR = [-5.96761703e-4, 4.99119423e-3, -2.67681349e-2, 1.12819925e-1, -3.76125336e-1, 1.28379166e-1];
const FAR = [
  -1.7285347e-5,
  3.83197126e-4,
  -3.88396438e-3,
  2.42546219e-2,
  -1.06777877e-1,
  -6.34846687e-1,
  -1.28717512e-1 - 1,
];
