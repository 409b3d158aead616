import type { Code } from '../functionBuilder.ts';
import type { VectorCode } from './vectorCode.ts';

/** Coefficients of (ln(1 + f) - f + f^2 / 2) / f^3 for sqrt(1/2) - 1 <= f <= sqrt(2) - 1, from logf of Cephes (S. Moshier). */
const COEFFICIENTS = [
  7.0376836292e-2, -1.151461031e-1, 1.167699874e-1, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1,
  2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1,
];

const LEAST_NORMAL = 2 ** -126;
const SQRT_HALF_BITS = 0x3f3504f3;

/** ln x, after logf of the Cephes library. Error below 1 unit in the last place, also for denormal numbers. */
export function log(code: VectorCode): Code {
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
function logOfSpecial(code: VectorCode): Code {
  const { f32x4 } = code.module;
  const x = code.parameter(0);
  const notZero = code.where(f32x4.lt(x.get(), code.f32(0)), code.f32(Number.NaN), x.get());
  return code.where(f32x4.eq(x.get(), code.f32(0)), code.f32(-Infinity), notZero);
}
