import type { Code } from '../functionBuilder.ts';
import { sineOfTurns } from './sineOfTurns.ts';
import type { VectorCode } from './vectorCode.ts';

/** cos x. Error below 0.51 units in the last place for |x| up to 2^28; beyond that it is NaN. */
export function cos(code: VectorCode): Code {
  return sineOfTurns(code, code.parameter(0), 1);
}
