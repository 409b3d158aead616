import type { Code } from '../functionBuilder.ts';
import type { VectorCode } from './vectorCode.ts';

/**
 * arctan x, reduced to at most tan(pi / 8) by atan(x) = pi/4 + atan((x - 1) / (x + 1)) = pi/2 - atan(1 / x), with the
 * polynomial of S. Moshier's Cephes (atanf.c). Error below 3 units in the last place.
 */
export function atan(code: VectorCode): Code {
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
