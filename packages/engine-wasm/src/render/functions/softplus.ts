import type { Code } from '../functionBuilder.ts';
import type { VectorCode } from './vectorCode.ts';

/** ln(1 + e^x) as max(x, 0) + ln(1 + e^-|x|). Error below 2.5 units in the last place. */
export function softplus(code: VectorCode): Code {
  const { f32x4 } = code.module;
  const x = code.parameter(0);
  const power = code.call('exp', f32x4.neg(f32x4.abs(x.get())));
  // In this order of operands NaN passes.
  return f32x4.add(f32x4.pmax(x.get(), code.f32(0)), code.call('log1p', power));
}
