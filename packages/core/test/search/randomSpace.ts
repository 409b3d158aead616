import fc from 'fast-check';
import type { Domain, Parameter, Space } from '../../src/search/space.ts';
import { choice, parameter, range, spaceOf } from './parameters.ts';

const logBounds = fc
  .tuple(fc.double({ min: -6, max: 2, noNaN: true }), fc.double({ min: 0.1, max: 4, noNaN: true }))
  .map(([low, decades]) => [10 ** low, 10 ** (low + decades)] as const);
const bounds = fc
  .tuple(fc.double({ min: -100, max: 100, noNaN: true }), fc.double({ min: 0.001, max: 200, noNaN: true }))
  .map(([min, width]) => [min, min + width] as const);
const integers = fc
  .tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 0, max: 500 }))
  .map(([min, width]) => [min, min + width] as const);

const domain: fc.Arbitrary<Domain> = fc.oneof(
  fc.integer({ min: 1, max: 4 }).map((count) => choice(count)),
  fc.constant(choice(3, [0.2, 0, 0.8])),
  bounds.map(([min, max]) => range(min, max)),
  logBounds.map(([min, max]) => range(min, max, { log: true })),
  fc.tuple(integers, fc.boolean()).map(([[min, max], log]) => range(min, max, { integer: true, log })),
  fc.tuple(integers, fc.integer({ min: 1, max: 7 })).map(([[min, max], step]) => range(min, max, { step })),
  fc.constantFrom(range(0, 1, { step: 0.1 }), range(-0.3, 0.3, { step: 0.15 })),
  fc
    .tuple(fc.constantFrom('normal' as const, 'logNormal' as const), fc.boolean())
    .map(([type, integer]): Domain => ({ type, mu: 1, sigma: 0.5, integer })),
);

/** Spaces of one to five parameters of every kind; some stand inside a choice of an earlier one. */
export const randomSpace: fc.Arbitrary<Space> = fc
  .array(fc.tuple(domain, fc.nat(), fc.boolean()), { minLength: 1, maxLength: 5 })
  .map((drawn) => {
    const parameters: Parameter[] = [];
    for (const [own, pick, isInside] of drawn) {
      const outer = parameters.filter(({ domain: { type } }) => type === 'choice');
      const parent = isInside ? outer[pick % Math.max(1, outer.length)] : undefined;
      const count = parent?.domain.type === 'choice' ? parent.domain.labels.length : 1;
      const within = parent && { parameter: parent.name, choice: pick % count };
      parameters.push(parameter(`p${parameters.length}`, own, within));
    }
    return spaceOf(...parameters);
  });
