import type { Code } from '../functionBuilder.ts';
import type { VectorCode } from './vectorCode.ts';

/**
 * ln(1 + x) as the logarithm of the rounded sum, made good for the rounding (as in log1p of FreeBSD's msun).
 * Error below 2 units in the last place.
 */
export function log1p(code: VectorCode): Code {
  const { f32x4, v128 } = code.module;
  const x = code.parameter(0);
  const sum = code.keep(f32x4.add(x.get(), code.f32(1)));
  const lost = f32x4.sub(x.get(), f32x4.sub(sum.get(), code.f32(1)));
  const correction = code.keep(f32x4.div(lost, sum.get()));
  // For -1 and Infinity it is NaN, and the logarithm alone is right.
  const valid = v128.and(correction.get(), f32x4.eq(correction.get(), correction.get()));
  const result = f32x4.add(code.call('log', sum.get()), valid);
  return code.where(f32x4.eq(x.get(), code.f32(0)), x.get(), result);
}
