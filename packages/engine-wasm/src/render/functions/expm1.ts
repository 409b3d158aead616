import type { Code } from '../functionBuilder.ts';
import { EXP_COEFFICIENTS, powerOfTwo, reduceByLn2 } from './exp.ts';
import type { VectorCode } from './vectorCode.ts';

/** e^x - 1, with the polynomial of `exp`. Error below 2 units in the last place. */
export function expm1(code: VectorCode): Code {
  const { f32x4, i32x4 } = code.module;
  const original = code.parameter(0);
  // Below -20 the result is -1; above 89 it is Infinity. In this order of operands NaN passes.
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
