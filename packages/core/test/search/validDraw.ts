import { type Domain, type Draw, isActive, type Space } from '../../src/search/space.ts';

/** What is wrong with a draw: empty for one that has a valid value for every parameter that exists, and no other. */
export function faultsOf(space: Space, draw: Draw): readonly string[] {
  const active = space.parameters.filter((parameter) => isActive(parameter, draw));
  const names = active.map(({ name }) => name);
  const extra = Object.keys(draw).filter((name) => !names.includes(name));
  const wrong = active.filter(({ name, domain }) => !isValid(domain, draw[name] ?? Number.NaN));
  return [
    ...extra.map((name) => `${name} does not exist here`),
    ...wrong.map(({ name, domain }) => `${name} = ${draw[name]} is not of ${JSON.stringify(domain)}`),
  ];
}

function isValid(domain: Domain, value: number): boolean {
  if (!Number.isFinite(value)) return false;
  switch (domain.type) {
    case 'choice':
      return value in domain.labels && domain.probabilities?.[value] !== 0;
    case 'range': {
      const { min, max, integer, step } = domain;
      const steps = step === undefined ? 0 : (value - min) / step;
      const isOnStep = Math.abs(steps - Math.round(steps)) < 1e-9;
      return value >= min && value <= max && isOnStep && (!integer || Number.isInteger(value));
    }
    default:
      return (!domain.integer || Number.isInteger(value)) && (domain.type === 'normal' || value >= 0);
  }
}
