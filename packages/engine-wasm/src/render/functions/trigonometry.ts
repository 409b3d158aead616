import type { Expression, Variable } from '../functionBuilder.ts';
import { LOWER_HALVES, UPPER_HALF } from '../vectors.ts';
import type { VectorCode } from './vectorCode.ts';

/** sin x. Error below 0.51 units in the last place for |x| up to 2^28; beyond that it is NaN. */
export function sin(code: VectorCode): Expression {
  const { f32x4 } = code.module;
  const x = code.parameter(0);
  // The reduction loses the sign of zero.
  return code.where(f32x4.eq(x.get(), code.f32(0)), x.get(), sineOfTurns(code, x, 0));
}

/** cos x. Error below 0.51 units in the last place for |x| up to 2^28; beyond that it is NaN. */
export function cos(code: VectorCode): Expression {
  return sineOfTurns(code, code.parameter(0), 1);
}

/**
 * sin(x + quarters pi / 2), in double precision, rounded to single precision at the end: x is reduced to at most pi / 4, as
 * in FreeBSD's msun (e_rem_pio2f.c), whose polynomials these are (k_sinf.c, k_cosf.c). Beyond 2^28, where that reduction
 * ends, it is NaN.
 *
 * @param quarters 0 for the sine, 1 for the cosine.
 */
function sineOfTurns(code: VectorCode, x: Variable, quarters: 0 | 1): Expression {
  const { f32x4, i8x16 } = code.module;
  const low = sineOfTwoLanes(code, x.get(), quarters);
  const high = sineOfTwoLanes(code, i8x16.shuffle(x.get(), x.get(), UPPER_HALF), quarters);
  const sine = i8x16.shuffle(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), LOWER_HALVES);
  return code.where(f32x4.gt(f32x4.abs(x.get()), code.f32(2 ** 28)), code.f32(Number.NaN), sine);
}

/** pi / 2 as a sum. The products of the first part with integers below 2^28 are exact. */
const HALF_PI = [1.5707963109016418, 1.5893254773528196e-8] as const;

const SIN = [2.718311493989822e-6, -1.9839334836096632e-4, 8.333329385889463e-3, -0.16666666641626524, 1];
const COS = [2.439044879627741e-5, -1.388676377460993e-3, 4.166662332373906e-2, -0.499999997251031, 1];

/** The sine of the first two lanes, in double precision. */
function sineOfTwoLanes(code: VectorCode, lanes: Expression, quarters: 0 | 1): Expression {
  const { f64x2, v128 } = code.module;
  const x = code.keep(f64x2.promote_low_f32x4(lanes));
  const turns = code.keep(f64x2.nearest(f64x2.mul(x.get(), code.f64(2 / Math.PI))));
  const coarse = f64x2.sub(x.get(), f64x2.mul(turns.get(), code.f64(HALF_PI[0])));
  const rest = code.keep(f64x2.sub(coarse, f64x2.mul(turns.get(), code.f64(HALF_PI[1]))));
  const square = code.keep(f64x2.mul(rest.get(), rest.get()));

  // The quarter of the circle: 0, 1, 2 or 3.
  const turned = code.keep(f64x2.add(turns.get(), code.f64(quarters)));
  const whole = f64x2.floor(f64x2.mul(turned.get(), code.f64(0.25)));
  const quarter = code.keep(f64x2.sub(turned.get(), f64x2.mul(whole, code.f64(4))));
  const isOdd = f64x2.eq(f64x2.abs(f64x2.sub(quarter.get(), code.f64(2))), code.f64(1));
  const sine = f64x2.mul(rest.get(), code.polynomialF64(square, SIN));
  const value = code.where(isOdd, code.polynomialF64(square, COS), sine);
  return v128.xor(value, v128.and(f64x2.ge(quarter.get(), code.f64(2)), code.f64(-0)));
}

/**
 * arctan x, reduced to at most tan(pi / 8) by atan(x) = pi/4 + atan((x - 1) / (x + 1)) = pi/2 - atan(1 / x), with the
 * polynomial of S. Moshier's Cephes (atanf.c). Error below 3 units in the last place.
 */
export function atan(code: VectorCode): Expression {
  const { f32x4, v128 } = code.module;
  const x = code.parameter(0);
  const size = code.keep(f32x4.abs(x.get()));
  const isFar = code.keep(f32x4.gt(size.get(), code.f32(2.414213562373095)));
  const isNear = code.keep(f32x4.le(size.get(), code.f32(0.4142135623730951)));
  const middle = f32x4.div(f32x4.sub(size.get(), code.f32(1)), f32x4.add(size.get(), code.f32(1)));
  const far = f32x4.div(code.f32(-1), size.get());
  const rest = code.keep(code.where(isFar.get(), far, code.where(isNear.get(), size.get(), middle)));
  const start = code.where(isFar.get(), code.f32(Math.PI / 2), v128.andnot(code.f32(Math.PI / 4), isNear.get()));
  const square = code.keep(f32x4.mul(rest.get(), rest.get()));
  const curve = f32x4.mul(f32x4.mul(code.polynomial(square, COEFFICIENTS), square.get()), rest.get());
  const result = f32x4.add(start, f32x4.add(curve, rest.get()));
  return v128.or(result, v128.and(x.get(), code.f32(-0)));
}

const COEFFICIENTS = [8.05374449538e-2, -1.38776856032e-1, 1.99777106478e-1, -3.33329491539e-1];
