import type {
  EnvironmentChange,
  RerunComparison,
  RerunDifference,
  RerunPlan,
  TrialNumbers,
  WeightDifference,
} from '@sparsweep/core';
import { visibleText } from '@sparsweep/reporter';
import { counted, describeParameters, firstLine } from './describe.ts';

/** A rerun of a stored trial, and its comparison with the stored results. */
export interface RerunOutcome {
  readonly plan: RerunPlan;
  readonly again: TrialNumbers;
  readonly comparison: RerunComparison;
  /** How the environment changed since the sweep. */
  readonly changes: readonly EnvironmentChange[];
}

/** The outcome of a rerun, in a few lines. */
export function describeRerun({ plan, again, comparison, changes }: RerunOutcome): string {
  const { sweep, trial, engine, storedEngine, job } = plan;
  const parameters = describeParameters(trial);
  const lines = [
    `trial ${trial.number} of ${visibleText(sweep.name)} (sweep ${sweep.id})${parameters === '' ? '' : `: ${parameters}`}`,
    `trained    ${counted(again.epochs, 'epoch')} again, engine ${engine}, seed ${trial.seed}`,
    ...describeComparison(comparison),
  ];
  if (again.status === 'failed') lines.push(`folder     ${job.folder}: relative paths start here, or at --folder`);
  if (engine !== storedEngine) {
    lines.push(
      `note       the sweep ran on engine ${storedEngine}; engines round differently, so differences are expected`,
    );
  }
  if (changes.length > 0) lines.push(`note       changed since the sweep: ${describeChanges(changes)}`);
  return lines.join('\n');
}

function describeComparison({ first, measurements, weights }: RerunComparison): readonly string[] {
  const kept = weights.compared === 0 ? 'no weights to compare' : `${counted(weights.compared, 'weight')}`;
  if (first === undefined) {
    const all = `all ${counted(measurements.compared, 'measurement')}`;
    return [`equal      ${weights.compared === 0 ? `${all}; ${kept}` : `${all} and ${kept}, bit for bit`}`];
  }
  const counts = [
    `${measurements.different} of ${counted(measurements.compared, 'measurement')}`,
    weights.compared === 0 ? kept : `${weights.different} of ${kept}`,
  ];
  const { largest } = weights;
  return [
    `different  ${counts.join(', ')}`,
    `first      ${describeDifference(first)}`,
    ...(largest === undefined ? [] : [`largest    ${describeLargest(largest)}`]),
  ];
}

function describeDifference(difference: RerunDifference): string {
  switch (difference.kind) {
    case 'measurement': {
      const { epoch, split, layer, name, stored, again } = difference;
      const place = [
        epoch === null ? 'at the end' : `epoch ${epoch}`,
        ...(layer === null ? [] : [`layer ${layer}`]),
        visibleText(split === null ? name : `${split} ${name}`),
      ];
      return `${place.join(', ')}: ${describeMeasured(stored)} stored, ${describeMeasured(again)} in the rerun`;
    }
    case 'end': {
      const { stored, again } = difference;
      const reason = again.error === undefined ? '' : `: ${firstLine(again.error)}`;
      return `stored as ${stored.status} in epoch ${stored.epochs}, ${again.status} in epoch ${again.epochs} in the rerun${reason}`;
    }
    case 'weight':
      return describeWeight(difference);
    case 'layers':
      return `layers ${describeSizes(difference.stored)} stored, ${describeSizes(difference.again)} in the rerun`;
  }
}

function describeMeasured(value: number | null | undefined): string {
  if (value === undefined) return 'nothing';
  return value === null ? 'NaN' : String(value);
}

function describeWeight({ layer, tensor, input, unit, stored, again }: WeightDifference): string {
  const place = input === null ? `[${unit}]` : `[${input}, ${unit}]`;
  return `layer ${layer}, ${tensor} ${place}: ${shown(stored)} stored, ${shown(again)} in the rerun`;
}

/** Distinguishes -0 from 0. */
function shown(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

function describeLargest(largest: WeightDifference): string {
  return `relative difference ${largest.relative.toPrecision(2)}, ${describeWeight(largest)}`;
}

function describeSizes(sizes: readonly (readonly [number, number])[]): string {
  return sizes.map(([inputs, units]) => `${inputs}-${units}`).join(', ') || 'none';
}

/** The changes of the environment, in one line. */
export function describeChanges(changes: readonly EnvironmentChange[]): string {
  return changes.map(describeChange).join('; ');
}

function describeChange({ name, stored, present }: EnvironmentChange): string {
  return visibleText(`${name} ${stored ?? 'none'} → ${present ?? 'none'}`);
}
