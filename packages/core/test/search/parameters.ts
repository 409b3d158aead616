import type { Domain, Parameter, Space } from '../../src/search/space.ts';

/** A space of some parameters, without a sweep file around it. */
export function spaceOf(...parameters: readonly Parameter[]): Space {
  return { template: {}, parameters };
}

/** A parameter, which exists only inside a choice where `within` says so. */
export function parameter(name: string, domain: Domain, within?: Parameter['within']): Parameter {
  return { name, path: `/${name}`, domain, ...(within === undefined ? {} : { within }) };
}

/** A set of `count` values, labelled 0, 1, ... */
export function choice(count: number, probabilities?: readonly number[]): Domain & { type: 'choice' } {
  const labels = Array.from({ length: count }, (_, i) => i);
  return { type: 'choice', labels, ...(probabilities === undefined ? {} : { probabilities }) };
}

/** A range of real numbers, or of what `rest` says. */
export function range(
  min: number,
  max: number,
  rest: { readonly integer?: boolean; readonly log?: boolean; readonly step?: number } = {},
): Domain & { type: 'range' } {
  return { type: 'range', min, max, integer: false, log: false, ...rest };
}
