import { at } from '../../../plugin/at.ts';
import { log } from '../../../plugin/log.ts';
import { valueAtQuantile } from '../../quantile.ts';
import type { Domain } from '../../space.ts';
import { columnsOf } from './columns.ts';
import type { TabulatedFactor } from './tabulatedFactor.ts';

/** The centre of a kernel that is the prior. */
const NOWHERE = -1;

/**
 * Kernels over choices: of n kernels, each has weight 1 on what was observed, and the prior with a weight of 1 / n for
 * every choice on average (as in Optuna). A choice of probability 0 has none in any.
 */
export function choiceFactor(domain: Domain & { type: 'choice' }, observations: readonly number[]): TabulatedFactor {
  const count = domain.labels.length;
  const prior = (choice: number): number =>
    domain.probabilities === undefined ? 1 / count : at(domain.probabilities, choice);
  const centreAt = (choice: number): number => (prior(choice) > 0 ? choice : NOWHERE);
  const centres = [NOWHERE, ...observations.map(centreAt)];
  const spread = count / centres.length;

  const columns = columnsOf((choice: number, kernel) => {
    const centre = at(centres, kernel);
    const share = prior(choice);
    if (centre === NOWHERE) return log(share);
    return log(((centre === choice ? 1 : 0) + spread * share) / (1 + spread));
  });

  return {
    type: 'tabulated',
    draw: (kernel, stream) => {
      const centre = at(centres, kernel);
      const isObserved = centre !== NOWHERE && stream.uniform() * (1 + spread) < 1;
      return isObserved ? centre : valueAtQuantile(domain, stream.uniform());
    },
    logDensities: (choice) => columns(choice, choice, centres.length),
    append: (observation) => centres.push(centreAt(observation)),
  };
}
