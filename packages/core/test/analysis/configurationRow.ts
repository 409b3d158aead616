import type { JsonObject } from '../../src/plugin/json.ts';
import type { ConfigurationRow, Spread } from '../../src/store/read/rows.ts';

type Score = Exclude<keyof ConfigurationRow, 'configurationIndex' | 'parameters'>;

/** A stored configuration of one replicate, with these means; nothing else of it was measured. */
export function configurationRow(
  configuration: number,
  means: Partial<Record<Score, number>>,
  parameters: JsonObject = {},
): ConfigurationRow {
  const spread = (score: Score): Spread => {
    const mean = means[score] ?? null;
    return { mean, sd: null, n: mean === null ? 0 : 1 };
  };
  return {
    configurationIndex: configuration,
    parameters,
    trainAccuracy: spread('trainAccuracy'),
    validationAccuracy: spread('validationAccuracy'),
    testAccuracy: spread('testAccuracy'),
    trainLoss: spread('trainLoss'),
    validationLoss: spread('validationLoss'),
    testLoss: spread('testLoss'),
    zeroWeights: spread('zeroWeights'),
    zeroActivations: spread('zeroActivations'),
  };
}
