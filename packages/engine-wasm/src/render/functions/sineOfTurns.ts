import type { Code, Variable } from '../functionBuilder.ts';
import type { VectorCode } from './vectorCode.ts';

/**
 * sin(x + quarters pi / 2), in double precision, rounded to single precision at the end: x is reduced to at most pi / 4, as
 * in FreeBSD's msun (e_rem_pio2f.c), whose polynomials these are (k_sinf.c, k_cosf.c). Beyond 2^28, where that reduction
 * ends, it is NaN.
 *
 * @param quarters 0 for the sine, 1 for the cosine.
 */
export function sineOfTurns(code: VectorCode, x: Variable, quarters: 0 | 1): Code {
  const { f32x4, i8x16 } = code.module;
  const low = sineOfTwoLanes(code, x.get(), quarters);
  const high = sineOfTwoLanes(code, i8x16.shuffle(x.get(), x.get(), UPPER_HALF), quarters);
  const sine = i8x16.shuffle(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), LOWER_HALVES);
  return code.where(f32x4.gt(f32x4.abs(x.get()), code.f32(2 ** 28)), code.f32(Number.NaN), sine);
}

const UPPER_HALF = [8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15];
const LOWER_HALVES = [0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23];

/** pi / 2 as a sum, the first part of which is exact when multiplied by whole numbers below 2^28. */
const HALF_PI = [1.5707963109016418, 1.5893254773528196e-8] as const;

const SIN = [2.718311493989822e-6, -1.9839334836096632e-4, 8.333329385889463e-3, -0.16666666641626524, 1];
const COS = [2.439044879627741e-5, -1.388676377460993e-3, 4.166662332373906e-2, -0.499999997251031, 1];

/** The same of the first two lanes, in double precision. */
function sineOfTwoLanes(code: VectorCode, lanes: Code, quarters: 0 | 1): Code {
  const { f64x2, v128 } = code.module;
  const x = code.keep(f64x2.promote_low_f32x4(lanes));
  const turns = code.keep(f64x2.nearest(f64x2.mul(x.get(), code.f64(2 / Math.PI))));
  const coarse = f64x2.sub(x.get(), f64x2.mul(turns.get(), code.f64(HALF_PI[0])));
  const rest = code.keep(f64x2.sub(coarse, f64x2.mul(turns.get(), code.f64(HALF_PI[1]))));
  const square = code.keep(f64x2.mul(rest.get(), rest.get()));

  // 0, 1, 2 or 3: which quarter of the circle it is.
  const turned = code.keep(f64x2.add(turns.get(), code.f64(quarters)));
  const whole = f64x2.floor(f64x2.mul(turned.get(), code.f64(0.25)));
  const quarter = code.keep(f64x2.sub(turned.get(), f64x2.mul(whole, code.f64(4))));
  const isOdd = f64x2.eq(f64x2.abs(f64x2.sub(quarter.get(), code.f64(2))), code.f64(1));
  const sine = f64x2.mul(rest.get(), code.polynomialF64(square, SIN));
  const value = code.where(isOdd, code.polynomialF64(square, COS), sine);
  return v128.xor(value, v128.and(f64x2.ge(quarter.get(), code.f64(2)), code.f64(-0)));
}
