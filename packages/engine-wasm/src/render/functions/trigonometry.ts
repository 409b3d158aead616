import type { Code } from '../functionBuilder.ts';
import { sineOfTurns } from './sineOfTurns.ts';
import type { VectorCode } from './vectorCode.ts';

/** sin x. Error below 0.51 units in the last place for |x| up to 2^28; beyond that it is NaN. */
export function sin(code: VectorCode): Code {
  const { f32x4 } = code.module;
  const x = code.parameter(0);
  // The sign of zero is lost in the reduction.
  return code.where(f32x4.eq(x.get(), code.f32(0)), x.get(), sineOfTurns(code, x, 0));
}
