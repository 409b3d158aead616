import type { Code } from '../functionBuilder.ts';
import type { VectorCode } from './vectorCode.ts';

/** 1 / (1 + e^-x), from e^-|x|, which does not overflow. Error below 2.5 units in the last place. */
export function sigmoid(code: VectorCode): Code {
  const { f32x4 } = code.module;
  const x = code.parameter(0);
  const power = code.keep(code.call('exp', f32x4.neg(f32x4.abs(x.get()))));
  const numerator = code.where(f32x4.lt(x.get(), code.f32(0)), power.get(), code.f32(1));
  return f32x4.div(numerator, f32x4.add(power.get(), code.f32(1)));
}
