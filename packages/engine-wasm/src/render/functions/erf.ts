import type { Code } from '../functionBuilder.ts';
import type { VectorCode } from './vectorCode.ts';

/**
 * erf x: near 0 as x + x p(x^2), further out as 1 - e^q(|x|) with the sign of x, with the polynomials of N. Juffa's erff
 * (https://stackoverflow.com/a/35148199). Error below 1.2 units in the last place.
 */
export function erf(code: VectorCode): Code {
  const { f32x4, v128 } = code.module;
  const x = code.parameter(0);
  const size = code.keep(f32x4.abs(x.get()));
  const square = code.keep(f32x4.mul(x.get(), x.get()));
  const near = f32x4.add(f32x4.mul(code.polynomial(square, NEAR), x.get()), x.get());
  // Beyond 4 the result is 1. In this order of operands NaN passes.
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
