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

/** A trial that was trained again, and how that compares with what is stored of it. */
export interface RerunOutcome {
  readonly plan: RerunPlan;
  readonly again: TrialNumbers;
  readonly comparison: RerunComparison;
  /** What is not as it was when the sweep was run. */
  readonly changes: readonly EnvironmentChange[];
}

/** What came of a rerun, for people: a few lines. */
export function describeRerun({ plan, again, comparison, changes }: RerunOutcome): string {
  const { sweep, trial, engine, storedEngine, job } = plan;
  const parameters = describeParameters(trial);
  const lines = [
    `trial ${trial.number} of ${visibleText(sweep.name)} (sweep ${sweep.id})${parameters === '' ? '' : `: ${parameters}`}`,
    `trained    ${counted(again.epochs, 'epoch')} again, engine ${engine}, seed ${trial.seed}`,
    ...describeComparison(comparison),
  ];
  if (again.status === 'failed') lines.push(`folder     ${job.folder}: paths start here, or at --folder`);
  if (engine !== storedEngine) {
    lines.push(
      `note       the sweep ran on engine ${storedEngine}; another rounds otherwise, so differences are no fault`,
    );
  }
  if (changes.length > 0) lines.push(`note       not as it was: ${describeChanges(changes)}`);
  return lines.join('\n');
}

function describeComparison({ first, measurements, weights }: RerunComparison): readonly string[] {
  const kept =
    weights.compared === 0 ? 'its weights are not there to compare' : `${counted(weights.compared, 'weight')}`;
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
    ...(largest === undefined ? [] : [`most       ${describeLargest(largest)}`]),
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
      return `${place.join(', ')}: ${describeMeasured(stored)} is stored, ${describeMeasured(again)} came out`;
    }
    case 'end': {
      const { stored, again } = difference;
      const reason = again.error === undefined ? '' : `: ${firstLine(again.error)}`;
      return `it is stored as ${stored.status} in epoch ${stored.epochs}, and ${again.status} in epoch ${again.epochs}${reason}`;
    }
    case 'weight':
      return describeWeight(difference);
    case 'layers':
      return `the layers are stored as ${describeSizes(difference.stored)}, and came out as ${describeSizes(difference.again)}`;
  }
}

function describeMeasured(value: number | null | undefined): string {
  if (value === undefined) return 'nothing';
  return value === null ? 'NaN' : String(value);
}

function describeWeight({ layer, tensor, input, unit, stored, again }: WeightDifference): string {
  const place = input === null ? `[${unit}]` : `[${input}, ${unit}]`;
  return `layer ${layer}, ${tensor} ${place}: ${shown(stored)} is stored, ${shown(again)} came out`;
}

/** The two zeros are told apart. */
function shown(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

function describeLargest(largest: WeightDifference): string {
  return `${largest.relative.toPrecision(2)} of its size, ${describeWeight(largest)}`;
}

function describeSizes(sizes: readonly (readonly [number, number])[]): string {
  return sizes.map(([inputs, units]) => `${inputs}-${units}`).join(', ') || 'none';
}

/** What is not as it was, in one line. */
export function describeChanges(changes: readonly EnvironmentChange[]): string {
  return changes.map(describeChange).join('; ');
}

function describeChange({ name, stored, present }: EnvironmentChange): string {
  return visibleText(`${name} ${stored ?? 'none'} → ${present ?? 'none'}`);
}
