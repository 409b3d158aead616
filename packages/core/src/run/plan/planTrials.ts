import { configure } from '../../search/configure.ts';
import { type Draw, drawnValues } from '../../search/space.ts';
import type { PlannedTrial } from '../../store/write/records.ts';
import type { TrialConfiguration } from '../../sweepfile/configuration.ts';
import { InvalidSweepError, type Problem } from '../../sweepfile/problem.ts';
import type { SweepSpec } from '../../sweepfile/sweepSpec.ts';
import { derivedSeed } from './randomStreams.ts';
import { structureKey } from './trialStructure.ts';

/** A trial with all that is needed to train it. */
export interface RunnableTrial extends PlannedTrial {
  readonly configuration: TrialConfiguration;
  /** Equal for trials that one compiled program serves. */
  readonly structureKey: string;
}

/**
 * The trials of some draws: each draw's replicates stand together.
 *
 * Replicate r of every configuration has the same seed, so configurations are compared on the same first weights and
 * the same order of batches, and a configuration's results do not depend on what else is searched.
 *
 * @param firstConfiguration number of the first draw in the sweep.
 * @throws InvalidSweepError when a draw makes a configuration that its plugins' schemas do not allow.
 */
export function planTrials(
  spec: SweepSpec,
  draws: readonly Draw[],
  firstConfiguration: number,
): readonly RunnableTrial[] {
  const problems: Problem[] = [];
  const trials = draws.flatMap((draw, i) => {
    const completed = spec.complete(configure(spec.space, draw));
    if ('problems' in completed) {
      problems.push(...completed.problems.map((problem) => inDraw(problem, spec, draw)));
      return [];
    }
    const { configuration } = completed;
    const key = structureKey(configuration);
    const parameters = drawnValues(spec.space, draw);
    const configurationIndex = firstConfiguration + i;
    return Array.from({ length: spec.replicates }, (_, replicate) => ({
      number: configurationIndex * spec.replicates + replicate,
      configurationIndex,
      replicate,
      parameters,
      seed: derivedSeed(spec.search.seed, `replicate ${replicate}`),
      configuration,
      structureKey: key,
    }));
  });
  if (problems.length > 0) throw new InvalidSweepError(distinct(problems), spec.path);
  return trials;
}

function inDraw(problem: Problem, spec: SweepSpec, draw: Draw): Problem {
  const values = Object.entries(drawnValues(spec.space, draw)).map(([name, value]) => `${name} = ${value}`);
  return values.length === 0 ? problem : { ...problem, notes: [...problem.notes, `with ${values.join(', ')}`] };
}

/** One problem for each message and place: a value that is wrong is wrong in every draw that has it. */
function distinct(problems: readonly Problem[]): readonly Problem[] {
  const seen = new Map(
    problems.toReversed().map((problem) => [JSON.stringify([problem.message, problem.at]), problem]),
  );
  return [...seen.values()].toReversed();
}
