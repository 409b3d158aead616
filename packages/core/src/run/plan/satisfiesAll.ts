import type { Draw } from '../../search/space.ts';
import type { SweepSpec } from '../../sweepfile/sweepSpec.ts';

/** Whether a draw satisfies all constraints of a sweep. */
export function satisfiesAll({ constraints }: SweepSpec, draw: Draw): boolean {
  return constraints.every((constraint) => constraint.satisfies(draw));
}
