import { type Draw, drawnValues, type Space } from '../../search/space.ts';
import type { PlannedTrial } from '../../store/write/records.ts';
import type { TrialConfiguration } from '../../sweepfile/configuration.ts';
import type { Sweep } from '../../sweepfile/configurationCompiler.ts';
import { InvalidSweepError, type Problem } from '../../sweepfile/problem.ts';
import { derivedSeed } from './randomStreams.ts';
import { structureKey } from './trialStructure.ts';

/** A planned trial with everything needed to train it. */
export interface RunnableTrial extends PlannedTrial {
  readonly configuration: TrialConfiguration;
  /** Equal for trials that one compiled program can train. */
  readonly structureKey: string;
}

/**
 * The trials of some draws. The replicates of a draw follow each other.
 *
 * Replicate r of every configuration has the same seed: configurations are compared on the same initial weights and the
 * same order of batches, and a configuration's results do not depend on what else is searched.
 *
 * @param firstConfiguration index of the first draw in the sweep.
 * @throws InvalidSweepError when the schemas of plugins do not allow the configuration of a draw.
 */
export function planTrials(
  { spec, compiler }: Sweep,
  draws: readonly Draw[],
  firstConfiguration: number,
): readonly RunnableTrial[] {
  const { space, replicates, seed } = spec.search;
  const problems: Problem[] = [];
  const trials = draws.flatMap((draw, i) => {
    const completed = compiler.compile(draw);
    if ('problems' in completed) {
      problems.push(...completed.problems.map((problem) => inDraw(problem, space, draw)));
      return [];
    }
    const { configuration } = completed;
    const key = structureKey(configuration);
    const parameters = drawnValues(space, draw);
    const configurationIndex = firstConfiguration + i;
    return Array.from({ length: replicates }, (_, replicate) => ({
      number: configurationIndex * replicates + replicate,
      configurationIndex,
      replicate,
      parameters,
      seed: derivedSeed(seed, `replicate ${replicate}`),
      configuration,
      structureKey: key,
    }));
  });
  if (problems.length > 0) throw new InvalidSweepError(distinct(problems), spec.origin.path);
  return trials;
}

function inDraw(problem: Problem, space: Space, draw: Draw): Problem {
  const values = Object.entries(drawnValues(space, draw)).map(([name, value]) => `${name} = ${value}`);
  return values.length === 0 ? problem : { ...problem, notes: [...problem.notes, `with ${values.join(', ')}`] };
}

/** One problem per message and place: a wrong value is wrong in every draw that has it. */
function distinct(problems: readonly Problem[]): readonly Problem[] {
  const seen = new Map(
    problems.toReversed().map((problem) => [JSON.stringify([problem.message, problem.at]), problem]),
  );
  return [...seen.values()].toReversed();
}
