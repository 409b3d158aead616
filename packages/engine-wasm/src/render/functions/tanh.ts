import type { Code } from '../functionBuilder.ts';
import type { VectorCode } from './vectorCode.ts';

/**
 * tanh x as a quotient of polynomials, that of Eigen's `generic_fast_tanh_float` (which TensorFlow uses, too). Error below
 * 6 units in the last place. Below 0.0004 it is x itself, and beyond +-7.9 it is the quotient there, +-1.
 */
export function tanh(code: VectorCode): Code {
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
