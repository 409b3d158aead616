import type { JsonObject, JsonValue } from '../plugin/json.ts';
import type { RandomStream } from '../plugin/random.ts';
import { stepCount, steppedValue } from './enumeration.ts';
import { valueAtQuantile } from './quantile.ts';
import { type Domain, type Draw, isActive, makeDraw, type Parameter, type Space } from './space.ts';

/** A problem in an enqueued configuration. */
export interface EnqueuedProblem {
  /** The key of the value in the enqueued configuration. */
  readonly name: string;
  readonly message: string;
  /** What is allowed. */
  readonly notes: readonly string[];
  /** Whether there is no parameter of that name. */
  readonly isUnknown?: true;
}

/** Drawn values by name. */
export type GivenValues = ReadonlyMap<string, number>;

/**
 * The values of an enqueued configuration as drawn values. The user gives choices by label. The choices around a given
 * parameter count as given.
 */
export function enqueuedValues(
  entry: JsonObject,
  space: Space,
): { readonly values: GivenValues; readonly flaws: readonly EnqueuedProblem[] } {
  const byName = new Map(space.parameters.map((parameter) => [parameter.name, parameter]));
  const values = new Map<string, number>();
  const flaws: EnqueuedProblem[] = [];
  for (const [name, value] of Object.entries(entry)) {
    const parameter = byName.get(name);
    const given = parameter === undefined ? undefined : drawnValue(parameter.domain, value);
    if (parameter === undefined) {
      flaws.push({ name, message: `there is no parameter \`${name}\``, notes: [], isUnknown: true });
    } else if (given === undefined) {
      const message = `\`${name}\` is never ${JSON.stringify(value)}`;
      flaws.push({ name, message, notes: [`allowed: ${allowedValues(parameter.domain)}`] });
    } else {
      values.set(name, given);
    }
  }
  for (const name of [...values.keys()]) imply(name, byName.get(name), byName, values, flaws);
  return { values, flaws };
}

/** A draw with the given values, completed by random ones. */
export function completedDraw(space: Space, given: GivenValues, stream: RandomStream): Draw {
  return makeDraw(space, ({ name, domain }) => given.get(name) ?? valueAtQuantile(domain, stream.uniform()));
}

/** Whether the given values are a complete draw. */
export function isWhole({ parameters }: Space, given: GivenValues): boolean {
  const draw = Object.fromEntries(given);
  return parameters.every((parameter) => given.has(parameter.name) || !isActive(parameter, draw));
}

function imply(
  name: string,
  parameter: Parameter | undefined,
  byName: ReadonlyMap<string, Parameter>,
  values: Map<string, number>,
  flaws: EnqueuedProblem[],
): void {
  if (parameter?.within === undefined) return;
  const { parameter: outer, choice } = parameter.within;
  const made = values.get(outer);
  if (made === undefined) values.set(outer, choice);
  const owner = byName.get(outer);
  if (made !== undefined && made !== choice && owner?.domain.type === 'choice') {
    const label = JSON.stringify(owner.domain.labels[choice]);
    flaws.push({ name, message: `\`${name}\` exists only where \`${outer}\` is ${label}`, notes: [] });
  } else {
    imply(name, owner, byName, values, flaws);
  }
}

/** The largest distance from a step, in steps, at which a number still counts as that step. */
const CLOSE = 1e-6;

function drawnValue(domain: Domain, value: JsonValue): number | undefined {
  if (domain.type === 'choice') {
    const index = domain.labels.indexOf(value);
    return index === -1 ? undefined : index;
  }
  if (typeof value !== 'number' || !Number.isFinite(value) || (domain.integer && !Number.isInteger(value))) {
    return undefined;
  }
  if (domain.type !== 'range') return domain.type === 'normal' || value > 0 ? value : undefined;
  const { min, max, step } = domain;
  if (step === undefined) return value < min || value > max ? undefined : value;
  const index = Math.round((value - min) / step);
  const isClose = Math.abs((value - min) / step - index) < CLOSE;
  return isClose && index >= 0 && index < stepCount(min, max, step) ? steppedValue(min, step, index) : undefined;
}

function allowedValues(domain: Domain): string {
  if (domain.type === 'choice') return domain.labels.map((label) => JSON.stringify(label)).join(', ');
  const what = domain.integer ? 'whole numbers' : 'numbers';
  if (domain.type !== 'range') return domain.type === 'normal' ? what : `${what} above 0`;
  const steps = domain.step === undefined ? '' : ` in steps of ${domain.step}`;
  return `${what} from ${domain.min} to ${domain.max}${steps}`;
}
