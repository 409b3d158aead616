import type { Engine, LayerWeights, Session } from '@sparsweep/core/plugin';
import { seededStreams } from '@sparsweep/testkit';
import { drawWeights } from '@sparsweep/training';
import type { ParityCase } from './parityCase.ts';

/**
 * A session of an engine at the end of a run.
 *
 * @param initialWeights what to start from; the same random weights each time where absent.
 */
export async function trained(
  engine: Engine,
  { structure, hyperparameters, data, epochs }: ParityCase,
  initialWeights = drawWeights(structure, seededStreams(0)),
): Promise<Session> {
  const program = await engine.compile(structure);
  const session = program.start(
    { epochs, shuffle: true, hyperparameters, random: seededStreams(0), initialWeights },
    data,
  );
  for (let epoch = 0; epoch < epochs; epoch++) session.trainEpoch();
  return session;
}

/** All weights in a row. */
export function numbersOf(weights: readonly LayerWeights[]): readonly number[] {
  return weights.flatMap(({ kernel, bias }) => [...kernel, ...bias]);
}
