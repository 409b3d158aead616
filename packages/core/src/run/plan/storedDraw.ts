import { SparsweepError } from '../../plugin/errors.ts';
import type { JsonObject } from '../../plugin/json.ts';
import { type Draw, drawnValues, isActive, type Parameter, type Space } from '../../search/space.ts';

/**
 * The draw of which `drawnValues` made these parameters: whatever sampler proposed it, it is not asked again.
 *
 * @throws SparsweepError `invalid-data` when they are not the parameters of a point of the space.
 */
export function storedDraw(space: Space, parameters: JsonObject): Draw {
  let draw: Draw = {};
  for (const parameter of space.parameters) {
    if (!isActive(parameter, draw)) continue;
    const drawn = drawnOf(parameter, parameters);
    if (drawn === undefined) throw misfit(parameters, `they have no value for \`${parameter.name}\` that it allows`);
    draw = { ...draw, [parameter.name]: drawn };
  }
  // Parameters that are not in the sweep file would otherwise go unnoticed. As text, which is how they were stored.
  if (JSON.stringify(drawnValues(space, draw)) === JSON.stringify(parameters)) return draw;
  throw misfit(parameters, `its own are ${space.parameters.map(({ name }) => name).join(', ') || 'none'}`);
}

function drawnOf({ name, domain }: Parameter, parameters: JsonObject): number | undefined {
  const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  if (domain.type !== 'choice') return typeof value === 'number' ? value : undefined;
  const choice = domain.labels.indexOf(value ?? null);
  return value === undefined || choice === -1 ? undefined : choice;
}

function misfit(parameters: JsonObject, reason: string): SparsweepError {
  const stored = JSON.stringify(parameters);
  return new SparsweepError(
    'invalid-data',
    `the stored parameters ${stored} do not fit the stored sweep file: ${reason}`,
  );
}
