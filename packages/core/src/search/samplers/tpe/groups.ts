import type { Parameter, Space } from '../../space.ts';

/**
 * The places of parameters, by groups of which a draw has all or none, so that they can be modelled together: those
 * that stand inside the same choice, or inside none (as Optuna's `group=True` finds them).
 */
export function groupsOf({ parameters }: Space): readonly (readonly number[])[] {
  const groups = Map.groupBy(parameters.entries(), ([, parameter]) => choiceAround(parameter));
  return [...groups.values()].map((members) => members.map(([place]) => place));
}

function choiceAround({ within }: Parameter): string {
  return within === undefined ? '' : `${within.choice} ${within.parameter}`;
}
